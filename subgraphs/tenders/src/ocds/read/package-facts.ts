import { lineOf, member, parseJson, textOf, type Json } from '../json.js';
import { isPlaceholder } from '../text/placeholders.js';

/** What a package says about all its releases. */
export interface PackageFacts {
  /** OCDS version as written, such as "1.1"; null when the package does not say. */
  version: string | null;
  publishedDate: string | null;
  extensions: readonly string[];
  /** Name of who published it; absent where it does not say. */
  publisher?: string;
}

export const noFacts: PackageFacts = { version: null, publishedDate: null, extensions: [] };

/** Members of a package that say it. */
export const factMembers: ReadonlySet<string> = new Set(['version', 'publishedDate', 'extensions', 'publisher']);
const extensionsMax = 200;

/** Package facts out of captured members; what is not valid JSON is left out. */
export function factsOf(members: ReadonlyMap<string, Buffer>): Partial<PackageFacts> {
  return factsFrom((key) => parsed(members.get(key)));
}

/** Package facts out of members that have been read. */
export function factsFrom(read: (key: string) => Json | undefined): Partial<PackageFacts> {
  const facts: { -readonly [Key in keyof PackageFacts]?: PackageFacts[Key] } = {};
  const version = textOf(read('version'), 20);
  const publishedDate = textOf(read('publishedDate'), 60);
  const extensions = read('extensions');
  const stated = read('publisher');
  const publisher = lineOf(member(stated, 'name') ?? stated, 200);
  if (version !== null) facts.version = version;
  if (publishedDate !== null) facts.publishedDate = publishedDate;
  if (publisher !== null && !isPlaceholder(publisher)) facts.publisher = publisher;
  if (Array.isArray(extensions))
    facts.extensions = extensions
      .slice(0, extensionsMax)
      .map((entry) => textOf(entry, 500))
      .filter((entry) => entry !== null);
  return facts;
}

/** A member as JSON; undefined where it is absent or is none. */
export function parsed(bytes: Buffer | undefined): Json | undefined {
  try {
    return bytes === undefined ? undefined : parseJson(bytes);
  } catch {
    return undefined;
  }
}
