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

/** A part of the list of open rows. */
export interface QuarantinePage {
  readonly source: string | null;
  readonly reason: QuarantineReason | null;
  readonly after: string | null;
  readonly take: number;
}

// More than an excerpt shows, because one character has four bytes at most.
const beginningBytes = 2_000;

/** Open rows, newest first: ids are time-ordered. */
export function findQuarantined(db: ReadClient, page: QuarantinePage): Promise<QuarantinedRow[]> {
  const { source, reason, after, take } = page;
  const conditions = [
    Prisma.sql`q.resolved_at is null`,
    ...(source === null ? [] : [Prisma.sql`q.source_id = (select id from tenders.source where name = ${source})`]),
    ...(reason === null ? [] : [Prisma.sql`q.reason = ${reason}`]),
    ...(after === null ? [] : [Prisma.sql`q.id < ${after}::uuid`]),
  ];
  return db.$queryRaw<QuarantinedRow[]>`
    select q.id, s.name as source, q.reason, q.detail, q.ocid, q.release_id as "releaseId", q.origin,
      substring(q.raw for ${beginningBytes}::int) as beginning, octet_length(q.raw) as "byteSize",
      q.quarantined_at as "quarantinedAt", q.replayed_at as "replayedAt"
    from tenders.quarantined_release q join tenders.source s on s.id = q.source_id
    where ${Prisma.join(conditions, ' and ')} order by q.id desc limit ${take}`;
}
