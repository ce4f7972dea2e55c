import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  noFacts,
  takeApart,
  type FoundItem,
  member,
  textOf,
  type LinkedRecord,
  type LinkProblem,
  type ReleaseLink,
} from '../../../ocds/index.js';
import { checkOcds, secured, PollFailure, type SourceClient } from '../../../source-http/index.js';

/** Gets the releases that records only point at. */
export interface LinkFollower {
  /**
   * What to import in place of an item: the releases that it points at; where some cannot be had, what it holds itself,
   * and the record with the exact reason, to be set aside and tried again. An item without links stays as it is.
   *
   * @throws what ends the run: the signal's reason, or trouble on our side.
   */
  follow(item: FoundItem): Promise<FoundItem[]>;
  /** Removes what was kept of the packages. */
  close(): Promise<void>;
}

type FoundRelease = Extract<FoundItem, { kind: 'release' }>;

const linksMax = 500;
const bytesMax = 1024 * 1024 * 1024;
const addressesKept = 10_000;
const problemsNamed = 5;

/** A release that cannot be had, and why. */
class LinkFailure extends Error {
  override readonly name = 'LinkFailure';
  constructor(
    readonly reason: LinkProblem,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Starts a follower for one run: each package is fetched once, however many records point into it, and kept on disk
 * until the end. Beyond 10,000 addresses the oldest is forgotten, and fetched again should a record still point there.
 *
 * @param client - checks every address and every redirection: links are what anybody wrote into a file.
 */
export function createLinkFollower(options: LinkOptions): LinkFollower {
  const store = createPackageStore(options);
  return {
    async follow(item) {
      if (item.linked === undefined) return [item];
      const { ocid } = item.linked;
      const known = ocid === null ? null : await options.releasesKnown(ocid);
      return followRecord(item, item.linked, { releasesAt: store.releasesAt, known: known ?? none });
    },
    close: store.close,
  };
}

export interface LinkOptions {
  readonly client: SourceClient;
  readonly hostsAllowed: readonly string[];
  /** True once nothing further is to be fetched; what is missing then is left for a replay. */
  readonly isTimeUp: () => boolean;
  /** Releases of a process that need no fetching; null where all are to be fetched again. */
  readonly releasesKnown: (ocid: string) => Promise<KnownReleases | null>;
}

/** What is stored of a process. */
export interface KnownReleases {
  readonly ids: ReadonlySet<string>;
  /** Dates in whole seconds since 1970: links and releases do not always agree on the rest. */
  readonly seconds: ReadonlySet<number>;
}

const none: KnownReleases = { ids: new Set(), seconds: new Set() };

interface Following {
  readonly releasesAt: ReleasesAt;
  readonly known: KnownReleases;
}

type ReleasesAt = (address: URL) => Promise<FoundRelease[]>;

async function followRecord(item: FoundItem, linked: LinkedRecord, following: Following): Promise<FoundItem[]> {
  const { links, ocid, bytes } = linked;
  const wanted = links.filter((link) => !isKnown(link, following.known));
  const found: FoundRelease[] = [];
  const failures: LinkFailure[] = [];
  if (wanted.length > linksMax)
    failures.push(new LinkFailure('LINKED_RELEASE_UNAVAILABLE', `The record has more than ${linksMax} links.`));
  for (const { url } of failures.length > 0 ? [] : wanted) {
    try {
      found.push(await releaseAt(url, ocid, following.releasesAt));
    } catch (error) {
      if (!(error instanceof LinkFailure)) throw error;
      failures.push(error);
    }
  }
  const [first] = failures;
  if (first === undefined) return found;
  const named = failures.slice(0, problemsNamed).map(({ message }) => message);
  const more = failures.length > named.length ? [`And ${failures.length - named.length} more.`] : [];
  const detail = [`${failures.length} of ${links.length} linked releases:`, ...named, ...more].join(' ');
  const { facts } = item;
  const problem: FoundItem = { kind: 'problem', reason: first.reason, detail, bytes, facts, linked };
  return [...found, ...(item.kind === 'release' ? [item] : []), problem];
}

// Releases never change, so one that is stored need not be asked for with every poll.
function isKnown({ url, date }: ReleaseLink, { ids, seconds }: KnownReleases): boolean {
  const address = URL.parse(url);
  const id = address === null ? null : fragmentOf(address);
  if (id !== null) return ids.has(id);
  return date !== null && seconds.has(Math.floor(Date.parse(date) / 1_000));
}

async function releaseAt(link: string, ocid: string | null, releasesAt: ReleasesAt): Promise<FoundRelease> {
  const url = URL.parse(link);
  if (url === null) throw new LinkFailure('LINKED_RELEASE_UNAVAILABLE', 'A link is no address.');
  const id = fragmentOf(url);
  url.hash = '';
  const all = await releasesAt(url);
  const ofProcess = all.filter(({ value }) => ocid === null || textOf(member(value, 'ocid')) === ocid);
  const named = id === null ? ofProcess : ofProcess.filter(({ value }) => textOf(member(value, 'id')) === id);
  const [only] = named;
  // Without an id behind the address the package must leave no choice.
  if (only !== undefined && (id !== null || named.length === 1)) return only;
  const what = id === null ? 'one release of the process' : `the release ${id.slice(0, 200)}`;
  throw new LinkFailure('LINKED_RELEASE_MISSING', `${shown(url)}: the package does not hold ${what}.`);
}

function fragmentOf(url: URL): string | null {
  const text = url.hash.slice(1);
  try {
    return text === '' ? null : decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Without the query, which may carry keys.
function shown(url: URL): string {
  return `${url.origin}${url.pathname}`.slice(0, 300);
}

function createPackageStore({ client, hostsAllowed, isTimeUp }: LinkOptions): {
  releasesAt: ReleasesAt;
  close(): Promise<void>;
} {
  const paths = new Map<string, Promise<string>>();
  let folder: Promise<string> | null = null;
  let bytesKept = 0;
  let last: { path: string; releases: FoundRelease[] } | null = null;
  const assertMayFetch = (): void => {
    if (isTimeUp())
      throw new LinkFailure('LINKED_RELEASE_UNAVAILABLE', 'The time of this run was up; a replay goes on.');
    if (bytesKept > bytesMax)
      throw new LinkFailure('LINKED_RELEASE_UNAVAILABLE', 'This run has fetched as much as it may.');
  };
  const fetched = async (address: URL): Promise<string> => {
    const url = secured(address, hostsAllowed);
    const answer = await client.ask({ url, check: checkOcds }).catch((error: unknown) => {
      if (!(error instanceof PollFailure)) throw error;
      throw new LinkFailure('LINKED_RELEASE_UNAVAILABLE', `${shown(url)}: ${error.message}`);
    });
    if (answer.kind === 'unchanged')
      throw new LinkFailure('LINKED_RELEASE_UNAVAILABLE', `${shown(url)}: the source sent nothing.`);
    bytesKept += answer.bytes.length;
    folder ??= mkdtemp(join(tmpdir(), 'hub-links-'));
    const path = join(await folder, createHash('sha256').update(url.href).digest('hex'));
    await writeFile(path, answer.bytes);
    return path;
  };
  return {
    async releasesAt(address) {
      let fetching = paths.get(address.href);
      if (fetching === undefined) {
        assertMayFetch();
        const [oldest] = paths.keys();
        if (paths.size >= addressesKept && oldest !== undefined) paths.delete(oldest);
        fetching = fetched(address);
        // A failure is kept as well: what does not answer is not asked again for every record.
        paths.set(address.href, fetching);
      }
      const path = await fetching;
      if (last?.path !== path) last = { path, releases: releasesIn(await readFile(path)) };
      return last.releases;
    },
    async close() {
      if (folder !== null) await rm(await folder, { recursive: true, force: true });
    },
  };
}

function releasesIn(bytes: Buffer): FoundRelease[] {
  return takeApart(bytes, noFacts).filter((item) => item.kind === 'release');
}
