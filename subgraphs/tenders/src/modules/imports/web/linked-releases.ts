import { member, textOf, type FoundItem, type LinkedRecord, type ReleaseLink } from '../../../ocds/index.js';
import {
  createPackageStore,
  LinkFailure,
  shown,
  type FoundRelease,
  type PackageOptions,
  type ReleasesAt,
} from './linked-packages.js';

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

const linksMax = 500;
const problemsNamed = 5;

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

/** What is stored of a process. */
export interface KnownReleases {
  readonly ids: ReadonlySet<string>;
  /** Dates in whole seconds since 1970: links and releases do not always agree on the rest. */
  readonly seconds: ReadonlySet<number>;
}

const none: KnownReleases = { ids: new Set(), seconds: new Set() };

export interface LinkOptions extends PackageOptions {
  /** Releases of a process that need no fetching; null where all are to be fetched again. */
  readonly releasesKnown: (ocid: string) => Promise<KnownReleases | null>;
}

interface Following {
  readonly releasesAt: ReleasesAt;
  readonly known: KnownReleases;
}

async function followRecord(item: FoundItem, linked: LinkedRecord, following: Following): Promise<FoundItem[]> {
  const { links, ocid, bytes } = linked;
  const unread = links.filter((link) => !isKnown(link, following.known));
  const found: FoundRelease[] = [];
  const failures: LinkFailure[] = [];
  if (unread.length > linksMax)
    failures.push(new LinkFailure('LINKED_RELEASE_UNAVAILABLE', `The record has more than ${linksMax} links.`));
  for (const { url } of failures.length > 0 ? [] : unread) {
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
