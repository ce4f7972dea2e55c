import { Prisma } from '@hub/prisma/client';
import type { ProvinceQuestion } from './figure-shapes.js';

type TenderFilter = Pick<ProvinceQuestion, 'publishedFrom' | 'publishedBefore' | 'statuses'>;

/**
 * Condition on `tenders.tender_search t`. Tenders without a publication date pass any period: the figure leaves them
 * out with a reason instead of silently.
 */
export function conditionOf({ publishedFrom, publishedBefore, statuses }: TenderFilter, now: Date): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (publishedFrom !== null)
    conditions.push(Prisma.sql`(t.published_at is null or t.published_at >= ${publishedFrom}::timestamptz)`);
  if (publishedBefore !== null)
    conditions.push(Prisma.sql`(t.published_at is null or t.published_at < ${publishedBefore}::timestamptz)`);
  if (statuses !== null) {
    const any = statuses.map((status) => statusCondition(status, now));
    conditions.push(Prisma.sql`(${Prisma.join(any, ' or ')})`);
  }
  return Prisma.join(conditions, ' and ');
}

/** True for rows that a period cannot judge. */
export function isUndated({ publishedFrom, publishedBefore }: TenderFilter): Prisma.Sql {
  return publishedFrom === null && publishedBefore === null ? Prisma.sql`false` : Prisma.sql`t.published_at is null`;
}

// Whether a live tender is open follows from its dates at this moment; to the millisecond it closes at its closing time.
function statusCondition(status: NonNullable<TenderFilter['statuses']>[number], now: Date): Prisma.Sql {
  const at = now.toISOString();
  const isLive = Prisma.sql`t.lifecycle = 'LIVE'`;
  const hasClosed = Prisma.sql`coalesce(t.closing_at <= ${at}::timestamptz, false)`;
  // It is taken for open until nothing was heard of it for too long, or it was declared over.
  const isSilent = Prisma.sql`coalesce(t.presumed_until <= ${at}::timestamptz, false)`;
  const isAhead = Prisma.sql`coalesce(t.opens_at > ${at}::timestamptz, false)`;
  // An award does not end bidding that is still open.
  const isStillOpen = Prisma.sql`(t.lifecycle = 'AWARDED' and t.closing_at is not null)`;
  switch (status) {
    case 'OPEN':
      return Prisma.sql`((${isLive} or ${isStillOpen}) and not ${isSilent} and not ${hasClosed} and not ${isAhead})`;
    case 'CLOSED':
      return Prisma.sql`(t.lifecycle = 'COMPLETE' or ${isLive} and ${hasClosed})`;
    case 'PLANNED':
      return Prisma.sql`(t.lifecycle = 'PLANNED' or ${isLive} and not ${hasClosed} and ${isAhead})`;
    case 'AWARDED':
      return Prisma.sql`(t.lifecycle = 'AWARDED' and not (${isStillOpen} and not ${isSilent} and not ${hasClosed} and not ${isAhead}))`;
    case 'UNKNOWN':
      return Prisma.sql`(t.lifecycle = 'UNKNOWN' or ${isLive} and ${isSilent} and not ${hasClosed} and not ${isAhead})`;
    case 'UNSUCCESSFUL':
    case 'CANCELLED':
      return Prisma.sql`t.lifecycle = ${status}`;
  }
}
