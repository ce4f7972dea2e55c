import { badInput, HubError } from '@hub/runtime/errors';
import { encodeCursor, readCursor } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { readDay, readInstant } from '@hub/runtime/values';
import { z } from 'zod';
import { compiledReleaseOf, embeddedReleasesOf } from '../../../ocds/index.js';
import { envelopeOf } from './package-envelope.js';
import { findProcesses, type StoredProcess } from './process.loader.js';
import { findChangedTenders, findSourceNotices, type FeedPlace, type FeedRow } from './publication.repository.js';

/** What packages are made with. */
export interface PackageScope extends Pick<RequestScope, 'database'> {
  /** Address of this installation, without a slash at its end. */
  readonly publicUrl: string;
}

/** A release package with the compiled release of one process. @throws HubError `NOT_FOUND`. */
export async function releasePackage(scope: PackageScope, ocid: string): Promise<string> {
  const process = await knownProcess(scope, ocid);
  const uri = `${scope.publicUrl}/ocds/releases/${encodeURIComponent(ocid)}`;
  const envelope = await envelopeFor(scope, { uri, processes: [process] });
  return JSON.stringify({ ...envelope, releases: [compiledReleaseOf(process).release] });
}

/** A record package with one process: its releases and what they come to. @throws HubError `NOT_FOUND`. */
export async function recordPackage(scope: PackageScope, ocid: string): Promise<string> {
  const process = await knownProcess(scope, ocid);
  const uri = `${scope.publicUrl}/ocds/records/${encodeURIComponent(ocid)}`;
  const envelope = await envelopeFor(scope, { uri, processes: [process] });
  const record = {
    ocid,
    releases: embeddedReleasesOf(process),
    compiledRelease: compiledReleaseOf(process).release,
  };
  return JSON.stringify({ ...envelope, records: [record] });
}

const pageMax = 50;
/** Processes in memory at the same time: some have hundreds of large releases. */
const processesAtOnce = 10;
/** A page ends before this many bytes, but not before its first release. */
const pageBytesMax = 4 * 1024 * 1024;

/**
 * A page of compiled releases in the order in which tenders changed here; null when there is nothing behind the cursor,
 * because a package without releases would not be valid.
 *
 * @throws HubError `BAD_USER_INPUT` for a `since` that is no instant and for a cursor that is not ours.
 */
export async function releasesPackage(scope: PackageScope, query: URLSearchParams): Promise<string | null> {
  const since = sinceOf(query.get('since'));
  const cursor = query.get('cursor');
  const after = cursor === null ? null : placeOf(cursor);
  const rows = await scope.database.readPublic((db) => findChangedTenders(db, { since, after, take: pageMax + 1 }));
  const { releases, used, end } = await fillPage(scope, rows.slice(0, pageMax));
  if (end === null) return null;
  const envelope = await envelopeFor(scope, { uri: addressOf(scope, since, cursor), processes: used });
  const hasMore = rows.at(-1) !== end;
  const next = hasMore && {
    links: { next: addressOf(scope, since, encodeCursor(list, [end.place, end.tenderId])) },
  };
  // The releases are JSON already, and putting them in as text spares writing megabytes twice.
  return `${JSON.stringify({ ...envelope, ...next }).slice(0, -1)},"releases":[${releases.join(',')}]}`;
}

interface PageContent {
  readonly releases: string[];
  readonly used: StoredProcess[];
  /** The last row that was looked at. */
  readonly end: FeedRow | null;
}

async function fillPage(scope: PackageScope, rows: readonly FeedRow[]): Promise<PageContent> {
  const releases: string[] = [];
  const used: StoredProcess[] = [];
  let end: FeedRow | null = null;
  let bytes = 0;
  for (let start = 0; start < rows.length; start += processesAtOnce) {
    const slice = rows.slice(start, start + processesAtOnce);
    const processes = await findProcesses(
      scope,
      slice.map(({ ocid }) => ocid),
    );
    for (const [index, process] of processes.entries()) {
      if (process === null) continue;
      const text = JSON.stringify(compiledReleaseOf(process).release);
      bytes += Buffer.byteLength(text);
      if (releases.length > 0 && bytes > pageBytesMax) return { releases, used, end };
      end = slice[index] ?? end;
      releases.push(text);
      used.push(process);
    }
  }
  return { releases, used, end };
}

const list = 'ocdsReleases';
const position = z.tuple([z.string().regex(/^\d{1,18}$/u), z.guid()]);

function placeOf(cursor: string): FeedPlace {
  const parsed = position.safeParse(readCursor(list, cursor));
  if (!parsed.success)
    throw badInput(['cursor'], 'cursor is not one of this list. Follow links.next exactly as it came.');
  const [place, tenderId] = parsed.data;
  return { place, tenderId };
}

function sinceOf(text: string | null): Date | null {
  if (text === null) return null;
  const day = readDay(text);
  const since = day === null ? readInstant(text) : new Date(day);
  if (since !== null) return since;
  throw badInput(['since'], 'since takes an instant or a day, such as 2026-03-31T11:00:00Z or 2026-03-31.');
}

function addressOf({ publicUrl }: PackageScope, since: Date | null, cursor: string | null): string {
  const query = new URLSearchParams();
  if (since !== null) query.set('since', since.toISOString());
  if (cursor !== null) query.set('cursor', cursor);
  const text = query.toString();
  return `${publicUrl}/ocds/releases${text === '' ? '' : `?${text}`}`;
}

async function knownProcess(scope: PackageScope, ocid: string): Promise<StoredProcess> {
  const [process] = await findProcesses(scope, [ocid]);
  if (process === null || process === undefined)
    throw new HubError('NOT_FOUND', 'There is no tender with this ocid. Letters count as they are written.');
  return process;
}

async function envelopeFor(
  { database, publicUrl }: PackageScope,
  { uri, processes }: { uri: string; processes: readonly StoredProcess[] },
) {
  const ids = [...new Set(processes.flatMap(({ revisions }) => revisions.map(({ sourceId }) => sourceId)))];
  const sources = await database.readPublic((db) => findSourceNotices(db, ids));
  return envelopeOf({ uri, publicUrl, processes, sources });
}
