import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import type { Children } from '../lists/children.repository.js';
import {
  countRows,
  findSortedRows,
  isAmong,
  sortingBy,
  uuid,
  type Listed,
  type Slice,
  type SortColumn,
  type Sorting,
} from '../lists/keyset.repository.js';
import type { SortedRow } from '../lists/sorted-list.js';

/** Which activities a list shows; what is absent is no condition. */
export interface ActivityConditions {
  readonly ids?: string[] | undefined;
  readonly projectIds?: string[] | undefined;
  readonly entryIds?: string[] | undefined;
  readonly kinds?: string[] | undefined;
  readonly statuses?: string[] | undefined;
  readonly shipleySteps?: string[] | undefined;
  readonly tags?: string[] | undefined;
  readonly membershipIds?: string[] | undefined;
  readonly startsFrom?: Date | undefined;
  readonly startsBefore?: Date | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly isFromTenderChange?: boolean | undefined;
  readonly isDeleted: boolean;
}

const startsAt: SortColumn = { value: Prisma.sql`a.starts_at`, type: 'timestamptz' };
const updatedAt: SortColumn = { value: Prisma.sql`a.updated_at`, type: 'timestamptz' };
const sorting = sortingBy(Prisma.sql`a.id`);

/** Orders that a list can have, by the names that the API gives them. */
export const activitySorts = {
  STARTS_AT_ASC: sorting(startsAt, 'asc'),
  STARTS_AT_DESC: sorting(startsAt, 'desc'),
  CREATED_AT_DESC: sorting(null, 'desc'),
  CREATED_AT_ASC: sorting(null, 'asc'),
  UPDATED_AT_DESC: sorting(updatedAt, 'desc'),
  UPDATED_AT_ASC: sorting(updatedAt, 'asc'),
} as const satisfies Readonly<Record<string, Sorting>>;

const children = (parent: Prisma.Sql): Children => ({
  table: Prisma.sql`workspace.activity`,
  parent,
  only: Prisma.sql`c.deleted_at is null`,
});

/** Activities of a project, and those of an entry; those in the bin left out. */
export const activitiesOfProjects = children(Prisma.sql`project_id`);
export const activitiesOfEntries = children(Prisma.sql`entry_id`);

/** That an activity `a` is over, and neither completed nor cancelled. */
export function isActivityOverdue(now: Date): Prisma.Sql {
  return Prisma.sql`(a.status = 'PLANNED' and coalesce(a.ends_at, a.starts_at) < ${now}::timestamptz)`;
}

/** What a list is of; what is overdue is so at a moment. */
export interface ActivityQuery {
  readonly conditions: ActivityConditions;
  readonly now: Date;
}

/** Ids of a page of activities in an order. */
export function findActivityPage(db: ReadClient, query: ActivityQuery, slice: Slice): Promise<SortedRow[]> {
  return findSortedRows(db, listedBy(query), slice);
}

export function countActivities(db: ReadClient, query: ActivityQuery): Promise<number> {
  return countRows(db, listedBy(query));
}

function listedBy({ conditions, now }: ActivityQuery): Listed {
  return { from: Prisma.sql`workspace.activity a`, wheres: wheresOf(conditions, now) };
}

function wheresOf(conditions: ActivityConditions, now: Date): Prisma.Sql[] {
  const { isOverdue, isDeleted, startsFrom, startsBefore, tags, membershipIds } = conditions;
  const overdue = isActivityOverdue(now);
  return [
    Prisma.sql`a.team_id = ${currentTeam()}`,
    isDeleted ? Prisma.sql`a.deleted_at is not null` : Prisma.sql`a.deleted_at is null`,
    // What belongs to a project in the bin is out of sight with it.
    Prisma.sql`(a.project_id is null or exists (select 1 from workspace.project p
      where p.team_id = a.team_id and p.id = a.project_id and p.deleted_at is null))`,
    ...isAmong(Prisma.sql`a.id`, conditions.ids, uuid),
    ...isAmong(Prisma.sql`a.project_id`, conditions.projectIds, uuid),
    ...isAmong(Prisma.sql`a.entry_id`, conditions.entryIds, uuid),
    ...isAmong(Prisma.sql`a.kind`, conditions.kinds),
    ...isAmong(Prisma.sql`a.status`, conditions.statuses),
    ...isAmong(Prisma.sql`a.shipley_step`, conditions.shipleySteps),
    ...(tags === undefined ? [] : [Prisma.sql`a.tags && ${[...tags]}::text[]`]),
    ...(membershipIds === undefined ? [] : [withMembers(membershipIds)]),
    ...(startsFrom === undefined ? [] : [Prisma.sql`a.starts_at >= ${startsFrom}::timestamptz`]),
    ...(startsBefore === undefined ? [] : [Prisma.sql`a.starts_at < ${startsBefore}::timestamptz`]),
    ...(isOverdue === undefined ? [] : [isOverdue ? overdue : Prisma.sql`not ${overdue}`]),
    ...(conditions.isFromTenderChange === undefined
      ? []
      : [Prisma.sql`(a.change_release_id is not null) = ${conditions.isFromTenderChange}::boolean`]),
  ];
}

function withMembers(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`(a.assignee_membership_id = any (${[...ids]}::uuid[]) or exists (
    select 1 from workspace.activity_participant q where q.team_id = a.team_id and q.activity_id = a.id
      and q.membership_id = any (${[...ids]}::uuid[])))`;
}
