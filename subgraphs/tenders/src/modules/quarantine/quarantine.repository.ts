import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { QuarantineReason } from '../../ocds/index.js';

/** A release set aside, as it is shown: its bytes stay behind. */
export interface QuarantinedRow {
  readonly id: string;
  readonly source: string;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly ocid: string | null;
  readonly releaseId: string | null;
  readonly origin: string;
  readonly beginning: Uint8Array;
  readonly byteSize: number;
  readonly quarantinedAt: Date;
  readonly replayedAt: Date | null;
}

/** Which of the open rows; what is absent is no condition. */
export interface QuarantineConditions {
  readonly ids: readonly string[] | undefined;
  readonly sources: readonly string[] | undefined;
  readonly reasons: readonly QuarantineReason[] | undefined;
}

/** A part of the list of open rows. */
export interface QuarantinePage extends QuarantineConditions {
  readonly after: string | null;
  readonly take: number;
}

// More than an excerpt shows, because one character has four bytes at most.
const beginningBytes = 2_000;

const columns = Prisma.sql`q.id, s.name as source, q.reason, q.detail, q.ocid, q.release_id as "releaseId", q.origin,
  substring(q.raw for ${beginningBytes}::int) as beginning, octet_length(q.raw) as "byteSize",
  q.quarantined_at as "quarantinedAt", q.replayed_at as "replayedAt"
  from tenders.quarantined_release q join tenders.source s on s.id = q.source_id`;

/** Open rows by id. */
export function findQuarantinedByIds(db: ReadClient, ids: readonly string[]): Promise<QuarantinedRow[]> {
  return db.$queryRaw<QuarantinedRow[]>`
    select ${columns} where q.resolved_at is null and q.id = any (${[...ids]}::uuid[])`;
}

/** Open rows, newest first: ids are time-ordered. */
export function findQuarantined(db: ReadClient, page: QuarantinePage): Promise<QuarantinedRow[]> {
  const { after, take } = page;
  const isBehind = after === null ? Prisma.sql`true` : Prisma.sql`q.id < ${after}::uuid`;
  return db.$queryRaw<QuarantinedRow[]>`
    select ${columns}
    where ${isWanted(page)} and ${isBehind} order by q.id desc limit ${take}`;
}

export async function countQuarantined(db: ReadClient, conditions: QuarantineConditions): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from tenders.quarantined_release q where ${isWanted(conditions)}`;
  return row?.count ?? 0;
}

function isWanted({ ids, sources, reasons }: QuarantineConditions): Prisma.Sql {
  const conditions = [
    Prisma.sql`q.resolved_at is null`,
    ...(ids === undefined ? [] : [Prisma.sql`q.id = any (${ids}::uuid[])`]),
    ...(sources === undefined
      ? []
      : [Prisma.sql`q.source_id in (select id from tenders.source where name = any (${sources}::text[]))`]),
    ...(reasons === undefined ? [] : [Prisma.sql`q.reason = any (${reasons}::text[])`]),
  ];
  return Prisma.join(conditions, ' and ');
}
