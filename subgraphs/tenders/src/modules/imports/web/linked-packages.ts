import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noFacts, takeApart, type FoundItem, type LinkProblem } from '../../../ocds/index.js';
import { checkOcds, secured, PollFailure, type SourceClient } from '../../../source-http/index.js';

export type FoundRelease = Extract<FoundItem, { kind: 'release' }>;

const bytesMax = 1024 * 1024 * 1024;
const addressesKept = 10_000;
/** A release that cannot be had, and why. */
export class LinkFailure extends Error {
  override readonly name = 'LinkFailure';
  constructor(
    readonly reason: LinkProblem,
    message: string,
  ) {
    super(message);
  }
}

/** How packages are fetched. */
export interface PackageOptions {
  readonly client: SourceClient;
  readonly hostsAllowed: readonly string[];
  /** True once nothing further is to be fetched; what is missing then is left for a replay. */
  readonly isTimeUp: () => boolean;
}

/** Releases of the package at an address. @throws LinkFailure */
export type ReleasesAt = (address: URL) => Promise<FoundRelease[]>;

/** An address without its query, which may carry keys. */
export function shown(url: URL): string {
  return `${url.origin}${url.pathname}`.slice(0, 300);
}

/** Fetches each package once, and keeps it on disk until the end. */
export function createPackageStore({ client, hostsAllowed, isTimeUp }: PackageOptions): {
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
