import type { TeamDatabase, TeamTransaction } from '@hub/runtime/database';
import { z } from 'zod';
import type { PollCursor } from './poll-cursor.js';

/** A source that this process has taken over to poll. */
export interface ClaimedSource {
  readonly id: string;
  readonly name: string;
  readonly kind: 'ocds-api' | 'za-etenders';
  readonly url: string;
  readonly settings: unknown;
  readonly polling: unknown;
  readonly pollIntervalSeconds: number;
  readonly requestsPerHour: number;
  readonly consecutiveErrors: number;
  readonly pacedUntil: Date | null;
  readonly lastFullAt: Date | null;
  readonly cursor: unknown;
}

const claimed = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['ocds-api', 'za-etenders']),
    url: z.string(),
    settings: z.unknown(),
    polling: z.unknown(),
    pollIntervalSeconds: z.number(),
    requestsPerHour: z.number(),
    consecutiveErrors: z.number(),
    pacedUntil: z.date().nullable(),
    lastFullAt: z.date().nullable(),
    cursor: z.unknown(),
  }),
);

/**
 * Takes a source over until `leaseUntil`, in one statement: of two processes one gets it. Null when it is not due, is
 * being polled, is not polled at all, or does not exist.
 */
export async function claimSource(
  tx: TeamTransaction,
  claim: { id: string; now: Date; leaseUntil: Date; isForced: boolean },
): Promise<ClaimedSource | null> {
  const found: unknown = await tx.$queryRaw`
      update tenders.source set next_poll_at = ${claim.leaseUntil}
      where id = ${claim.id}::uuid and is_enabled and kind <> 'files' and url is not null
        and (${claim.isForced} or next_poll_at is null or next_poll_at <= ${claim.now})
      returning id, name, kind, url, settings, polling, poll_interval_seconds as "pollIntervalSeconds", requests_per_hour as "requestsPerHour",
        consecutive_errors as "consecutiveErrors", paced_until as "pacedUntil", last_full_at as "lastFullAt", cursor`;
  // A run that was cut off by the end of its process cannot say so itself.
  await tx.$executeRaw`
      update tenders.source_run r set status = 'STOPPED', error = 'The process ended before the run did.', finished_at = ${claim.now}
      from tenders.source s where s.id = ${claim.id}::uuid and r.source_id = s.id and r.status = 'RUNNING' and r.target = s.url`;
  return claimed.parse(found)[0] ?? null;
}

/** Keeps a source that this process polls. */
export async function renewLease(tx: TeamTransaction, lease: { id: string; leaseUntil: Date }): Promise<void> {
  await tx.$executeRaw`update tenders.source set next_poll_at = ${lease.leaseUntil} where id = ${lease.id}::uuid`;
}

/** Ids of sources whose time has come. */
export async function dueSources(database: TeamDatabase, now: Date): Promise<string[]> {
  const rows = await database.readPublic((db) =>
    db.source.findMany({
      where: {
        isEnabled: true,
        kind: { not: 'files' },
        url: { not: null },
        OR: [{ nextPollAt: null }, { nextPollAt: { lte: now } }],
      },
      orderBy: { name: 'asc' },
      select: { id: true },
    }),
  );
  return rows.map(({ id }) => id);
}

/** A page as it was when it was last read. */
export interface StoredPage {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly fingerprint: string;
  readonly releaseCount: number;
  readonly nextUrl: string | null;
}

export function findPage(database: TeamDatabase, sourceId: string, url: string): Promise<StoredPage | null> {
  return database.readPublic((db) => db.sourcePage.findFirst({ where: { sourceId, url } }));
}

/** Keeps how far a round has got, in one statement's time behind the import of the page. */
export async function saveProgress(
  tx: TeamTransaction,
  progress: {
    sourceId: string;
    cursor: PollCursor;
    pacedUntil: Date | null;
    leaseUntil: Date;
    page: (StoredPage & { url: string; at: Date }) | null;
  },
): Promise<void> {
  const { sourceId, cursor, pacedUntil, leaseUntil, page } = progress;
  if (page !== null) await savePage(tx, sourceId, page);
  await tx.$executeRaw`
      update tenders.source set cursor = ${JSON.stringify(cursor)}::jsonb, paced_until = ${pacedUntil}, next_poll_at = ${leaseUntil}
      where id = ${sourceId}::uuid`;
}

async function savePage(
  tx: TeamTransaction,
  sourceId: string,
  page: StoredPage & { url: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    insert into tenders.source_page (source_id, url, etag, last_modified, fingerprint, release_count, next_url, fetched_at)
    values (${sourceId}::uuid, ${page.url}, ${page.etag}, ${page.lastModified}, ${page.fingerprint}, ${page.releaseCount}, ${page.nextUrl}, ${page.at})
    on conflict (source_id, url) do update set etag = excluded.etag, last_modified = excluded.last_modified,
      fingerprint = excluded.fingerprint, release_count = excluded.release_count, next_url = excluded.next_url, fetched_at = excluded.fetched_at`;
}

export interface SourceOutcome {
  readonly sourceId: string;
  readonly at: Date;
  readonly status: 'SUCCEEDED' | 'STOPPED' | 'FAILED';
  /** What health shows; null after a success. */
  readonly error: string | null;
  readonly nextPollAt: Date;
  readonly pacedUntil: Date | null;
  /** Null when the round is over. */
  readonly cursor: PollCursor | null;
  /** When the round began, if it was a full one that read every window. */
  readonly fullAt: Date | null;
}

/** Writes how a source is doing, and forgets pages that no round has met for a month. */
export async function finishSource(tx: TeamTransaction, outcome: SourceOutcome): Promise<void> {
  const { sourceId, at, status, error, nextPollAt, pacedUntil, cursor, fullAt } = outcome;
  const isSuccess = status === 'SUCCEEDED';
  await tx.$executeRaw`
      update tenders.source set next_poll_at = ${nextPollAt}, paced_until = ${pacedUntil}, last_run_at = ${at},
        cursor = ${cursor === null ? null : JSON.stringify(cursor)}::jsonb, last_full_at = coalesce(${fullAt}, last_full_at),
        last_success_at = case when ${isSuccess} then ${at} else last_success_at end,
        last_error = case when ${isSuccess} then null else coalesce(${error}, last_error) end,
        consecutive_errors = case when ${isSuccess} then 0 when ${status === 'FAILED'} then consecutive_errors + 1 else consecutive_errors end
      where id = ${sourceId}::uuid`;
  await tx.$executeRaw`delete from tenders.source_page where source_id = ${sourceId}::uuid and fetched_at < ${at}::timestamptz - interval '30 days'`;
}
