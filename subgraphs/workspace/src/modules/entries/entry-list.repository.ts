import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { EntryKey, EntrySort, ListedEntry } from './entry-order.js';

/** Which entries a list shows: those with one of the values of each list; what is absent is no condition. */
export interface EntryConditions {
  readonly ids?: string[] | undefined;
  readonly statuses?: string[] | undefined;
  readonly priorities?: string[] | undefined;
  readonly assigneeMembershipIds?: string[] | undefined;
  readonly closesFrom?: Date | undefined;
  readonly closesBefore?: Date | undefined;
}

export interface EntryPage {
  readonly conditions: EntryConditions;
  readonly sort: EntrySort;
  readonly after: EntryKey | null;
  readonly take: number;
}

const columns = Prisma.sql`e.team_id as "teamId", e.id, e.tender_id as "tenderId", e.status, e.priority,
  e.assignee_membership_id as "assigneeMembershipId", e.notes, e.version,
  e.created_by_membership_id as "createdByMembershipId", e.updated_by_membership_id as "updatedByMembershipId",
  e.created_at as "createdAt", e.updated_at as "updatedAt"`;

// Where nothing is asked of the tender, the database leaves the join out by itself.
const source = Prisma.sql`workspace.entry e left join tenders.tender t on t.id = e.tender_id`;

// Cursors carry milliseconds, and what a page begins after must equal what the row before it was sorted by.
const closingTime = Prisma.sql`date_trunc('milliseconds', t.closing_at)`;

const times: Readonly<Record<EntrySort['field'], Prisma.Sql>> = {
  id: Prisma.sql`null::timestamptz`,
  updatedAt: Prisma.sql`e.updated_at`,
  closingAt: closingTime,
};

/** A page of entries in an order; those whose tender states no closing time come last in both orders by it. */
export function findEntries(db: ReadClient, page: EntryPage): Promise<ListedEntry[]> {
  const { conditions, sort, after, take } = page;
  return db.$queryRaw<ListedEntry[]>`
    select ${columns}, ${times[sort.field]} as "sortedAt" from ${source}
    where ${allOf([...wheresOf(conditions), ...beyond(sort, after)])}
    order by ${orderOf(sort)} limit ${take}`;
}

export async function countEntries(db: ReadClient, conditions: EntryConditions): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from ${source} where ${allOf(wheresOf(conditions))}`;
  return row?.count ?? 0;
}

/** How many entries there are of each status that any has. */
export function countEntriesByStatus(
  db: ReadClient,
  conditions: EntryConditions,
): Promise<{ status: string; entryCount: number }[]> {
  return db.$queryRaw<{ status: string; entryCount: number }[]>`
    select e.status, count(*)::integer as "entryCount" from ${source} where ${allOf(wheresOf(conditions))}
    group by e.status`;
}

function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' and ');
}

function wheresOf(conditions: EntryConditions): Prisma.Sql[] {
  const { ids, statuses, priorities, assigneeMembershipIds, closesFrom, closesBefore } = conditions;
  return [
    Prisma.sql`e.team_id = (select app.current_team_id())`,
    ...(ids ? [Prisma.sql`e.id = any (${ids}::uuid[])`] : []),
    ...(statuses ? [Prisma.sql`e.status = any (${statuses}::text[])`] : []),
    ...(priorities ? [Prisma.sql`e.priority = any (${priorities}::text[])`] : []),
    ...(assigneeMembershipIds ? [Prisma.sql`e.assignee_membership_id = any (${assigneeMembershipIds}::uuid[])`] : []),
    ...(closesFrom ? [Prisma.sql`t.closing_at >= ${closesFrom}::timestamptz`] : []),
    ...(closesBefore ? [Prisma.sql`t.closing_at < ${closesBefore}::timestamptz`] : []),
  ];
}

function orderOf({ field, direction }: EntrySort): Prisma.Sql {
  const way = direction === 'desc' ? Prisma.sql`desc` : Prisma.sql`asc`;
  if (field === 'id') return Prisma.sql`e.id ${way}`;
  // Only closing times can be missing; the index of the others knows no "nulls last".
  const last = field === 'closingAt' ? Prisma.sql`nulls last` : Prisma.empty;
  return Prisma.sql`${times[field]} ${way} ${last}, e.id ${way}`;
}

/** That a row comes after a place of an order; nothing without one. */
function beyond({ field, direction }: EntrySort, after: EntryKey | null): Prisma.Sql[] {
  if (after === null) return [];
  const { id, at } = after;
  const side = direction === 'desc' ? Prisma.sql`<` : Prisma.sql`>`;
  const furtherId = Prisma.sql`e.id ${side} ${id}::uuid`;
  if (field === 'id') return [furtherId];
  if (at === null) return [Prisma.sql`t.closing_at is null`, furtherId];
  const further = Prisma.sql`(${times[field]}, e.id) ${side} (${at}::timestamptz, ${id}::uuid)`;
  return [field === 'closingAt' ? Prisma.sql`(${further} or t.closing_at is null)` : further];
}
