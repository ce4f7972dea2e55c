import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** A position in the list of tenders by their last change: the place of the change, and a tender within it. */
export interface FeedPlace {
  /** Text, because it may be wider than a JSON number. */
  readonly place: string;
  readonly tenderId: string;
}

/** A tender in that list. */
export type FeedRow = FeedPlace & { readonly ocid: string };

/**
 * Tenders behind a position, in the order of their last change. A change gets its place after its commit, so a page never
 * goes past one that is still open, and none waits for it.
 */
export function findChangedTenders(
  db: ReadClient,
  { since, after, take }: { since: Date | null; after: FeedPlace | null; take: number },
): Promise<FeedRow[]> {
  const where = [
    Prisma.sql`t.id = any (c.tender_ids) and t.changed_in = c.number`,
    Prisma.sql`exists (select 1 from tenders.release r where r.ocid = t.ocid)`,
  ];
  if (after !== null) where.push(Prisma.sql`(c.place > ${after.place}::bigint or t.id > ${after.tenderId}::uuid)`);
  if (since !== null) where.push(Prisma.sql`t.updated_at >= ${since}`);
  return db.$queryRaw<FeedRow[]>`
    select c.place::text as place, t.id as "tenderId", t.ocid from tenders.change c
    cross join lateral (
      select t.id, t.ocid from tenders.tender t where ${Prisma.join(where, ' and ')} order by t.id limit ${take}) t
    where c.place >= ${startOf({ since, after })} order by c.place, t.id limit ${take}`;
}

function startOf({ since, after }: { since: Date | null; after: FeedPlace | null }): Prisma.Sql {
  if (after !== null) return Prisma.sql`${after.place}::bigint`;
  if (since === null) return Prisma.sql`0`;
  // The list is walked by place, so a page that starts at an instant has to know where that is. A change is placed after it
  // was written, so none that was written since then has an earlier place.
  return Prisma.sql`(select min(place) from tenders.change where placed_at >= ${since})`;
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
