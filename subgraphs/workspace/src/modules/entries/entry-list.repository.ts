import { Prisma, type Entry } from '@hub/prisma/client';
import type { Permission } from '@hub/runtime/auth';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import {
  allOf,
  beyond,
  countRows,
  orderBy,
  sortedBy,
  sortingBy,
  type Slice,
  type SortColumn,
  type Sorting,
} from '../lists/keyset.repository.js';
import { effectiveClosingOf } from '../lists/effective-closing.repository.js';
import type { SortedRow } from '../lists/sorted-list.js';

/** Which entries a list shows: those with one of the values of each list; what is absent is no condition. */
export interface EntryConditions {
  readonly ids?: string[] | undefined;
  readonly statuses?: string[] | undefined;
  readonly priorities?: string[] | undefined;
  readonly assigneeMembershipIds?: string[] | undefined;
  readonly closesFrom?: Date | undefined;
  readonly closesBefore?: Date | undefined;
  /** Of the stored readiness score. */
  readonly scoreMin?: number | undefined;
}

export interface EntryPage extends Slice {
  readonly conditions: EntryConditions;
}

/** An entry, and what its list is sorted by. */
export type ListedEntry = Entry & SortedRow;

const columns = Prisma.sql`e.team_id as "teamId", e.id, e.tender_id as "tenderId", e.team_tender_id as "teamTenderId", e.status, e.priority,
  e.assignee_membership_id as "assigneeMembershipId", e.notes, e.version,
  e.created_by_membership_id as "createdByMembershipId", e.updated_by_membership_id as "updatedByMembershipId",
  e.created_at as "createdAt", e.updated_at as "updatedAt"`;

// Where nothing is asked of the tender or its score, the database leaves these joins out by itself.
const source = Prisma.sql`workspace.entry e
  left join tenders.tender t on t.id = e.tender_id
  left join tenders.team_tender o on o.team_id = e.team_id and o.id = e.team_tender_id
  left join tenders.tender_override v on v.team_id = e.team_id and v.tender_id = e.tender_id and v.field = 'CLOSING_AT'
  left join insights.readiness_score r on r.team_id = e.team_id and r.tender_id = e.tender_id
  left join insights.own_readiness_score w on w.team_id = e.team_id and w.team_tender_id = e.team_tender_id`;

const score = Prisma.sql`coalesce(r.score, w.score)`;

const effectiveClosing = effectiveClosingOf(Prisma.sql`coalesce(t.closing_at, o.closing_at)`);

const updatedAt: SortColumn = { value: Prisma.sql`e.updated_at`, type: 'timestamptz' };
// Cursors carry milliseconds, and what a page begins after must equal what the row before it was sorted by.
const closingAt: SortColumn = {
  value: Prisma.sql`date_trunc('milliseconds', ${effectiveClosing})`,
  type: 'timestamptz',
  isNullable: true,
};
const readiness: SortColumn = { value: score, type: 'integer', isNullable: true };
const priority: SortColumn = {
  value: Prisma.sql`array_position(array['LOW', 'MEDIUM', 'HIGH'], e.priority)`,
  type: 'integer',
};
const sortingById = sortingBy(Prisma.sql`e.id`);

/** An order, and the permission that it needs beside that of the list. */
interface EntrySorting extends Sorting {
  readonly needs: Permission | null;
}

const sorting = (
  column: SortColumn | null,
  direction: Sorting['direction'],
  needs: Permission | null = null,
): EntrySorting => ({ ...sortingById(column, direction), needs });

/** Orders that a list can have, by the names that the API gives them. */
export const entrySorts = {
  CREATED_AT_DESC: sorting(null, 'desc'),
  CREATED_AT_ASC: sorting(null, 'asc'),
  UPDATED_AT_DESC: sorting(updatedAt, 'desc'),
  UPDATED_AT_ASC: sorting(updatedAt, 'asc'),
  CLOSING_AT_ASC: sorting(closingAt, 'asc'),
  CLOSING_AT_DESC: sorting(closingAt, 'desc'),
  PRIORITY_DESC: sorting(priority, 'desc'),
  PRIORITY_ASC: sorting(priority, 'asc'),
  READINESS_SCORE_DESC: sorting(readiness, 'desc', 'insight:read'),
  READINESS_SCORE_ASC: sorting(readiness, 'asc', 'insight:read'),
} as const satisfies Readonly<Record<string, EntrySorting>>;

/** A page of entries in an order; those without what it is sorted by come last in both directions. */
export function findEntries(db: ReadClient, page: EntryPage): Promise<ListedEntry[]> {
  const { conditions, after, take } = page;
  return db.$queryRaw<ListedEntry[]>`
    select ${columns}, ${sortedBy(page.sorting)} as "sortedBy" from ${source}
    where ${allOf([...wheresOf(conditions), ...beyond(page.sorting, after)])}
    order by ${orderBy(page.sorting)} limit ${take}`;
}

export function countEntries(db: ReadClient, conditions: EntryConditions): Promise<number> {
  return countRows(db, { from: source, wheres: wheresOf(conditions) });
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

function wheresOf(conditions: EntryConditions): Prisma.Sql[] {
  const { ids, statuses, priorities, assigneeMembershipIds, closesFrom, closesBefore, scoreMin } = conditions;
  return [
    Prisma.sql`e.team_id = ${currentTeam()}`,
    ...(ids ? [Prisma.sql`e.id = any (${ids}::uuid[])`] : []),
    ...(statuses ? [Prisma.sql`e.status = any (${statuses}::text[])`] : []),
    ...(priorities ? [Prisma.sql`e.priority = any (${priorities}::text[])`] : []),
    ...(assigneeMembershipIds ? [Prisma.sql`e.assignee_membership_id = any (${assigneeMembershipIds}::uuid[])`] : []),
    ...(closesFrom ? [Prisma.sql`${effectiveClosing} >= ${closesFrom}::timestamptz`] : []),
    ...(closesBefore ? [Prisma.sql`${effectiveClosing} < ${closesBefore}::timestamptz`] : []),
    ...(scoreMin === undefined ? [] : [Prisma.sql`${score} >= ${scoreMin}::integer`]),
  ];
}
