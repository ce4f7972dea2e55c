import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** A place in the list of tenders by their last change: a transaction, and a tender within it. */
export interface FeedPlace {
  /** Number of the transaction; text, because it is wider than a JSON number. */
  readonly changedIn: string;
  readonly tenderId: string;
}

/** A tender in that list. */
export type FeedRow = FeedPlace & { readonly ocid: string };

/**
 * Tenders behind a place, in the order of their last change. Transactions that are still open, and all that came after
 * the oldest of them, are left for later: a page that went past them would skip what they have yet to commit.
 */
export function findChangedTenders(
  db: ReadClient,
  { since, after, take }: { since: Date | null; after: FeedPlace | null; take: number },
): Promise<FeedRow[]> {
  const where = [
    Prisma.sql`t.changed_in < pg_snapshot_xmin(pg_current_snapshot())`,
    Prisma.sql`exists (select 1 from tenders.release r where r.ocid = t.ocid)`,
  ];
  if (after !== null)
    where.push(Prisma.sql`(t.changed_in, t.id) > (${after.changedIn}::xid8, ${after.tenderId}::uuid)`);
  if (since !== null) {
    where.push(Prisma.sql`t.updated_at >= ${since}`);
    // The list is walked by transaction, so a page that starts at an instant has to know where that is. Left to itself
    // the planner looks for the smallest transaction from the oldest on, and reads all that came before the instant.
    if (after === null)
      where.push(Prisma.sql`t.changed_in >= (
        with changed as materialized (select changed_in from tenders.tender where updated_at >= ${since})
        select min(changed_in) from changed)`);
  }
  return db.$queryRaw<FeedRow[]>`
    select t.changed_in::text as "changedIn", t.id as "tenderId", t.ocid from tenders.tender t
    where ${Prisma.join(where, ' and ')} order by t.changed_in, t.id limit ${take}`;
}

/** Where releases come from, as far as a package says so. */
export interface SourceNotice {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly settings: unknown;
}

/** Sources by id. */
export function findSourceNotices(db: ReadClient, ids: readonly string[]): Promise<SourceNotice[]> {
  return db.source.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, title: true, url: true, settings: true },
    orderBy: { name: 'asc' },
  });
}
