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

/** Which tasks a list shows; what is absent is no condition. */
export interface TaskConditions {
  readonly ids?: string[] | undefined;
  readonly projectIds?: string[] | undefined;
  readonly statuses?: string[] | undefined;
  readonly priorities?: string[] | undefined;
  readonly assigneeIds?: string[] | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly isDeleted: boolean;
}

const dueOn: SortColumn = { value: Prisma.sql`k.due_on`, type: 'date', isNullable: true };
const updatedAt: SortColumn = { value: Prisma.sql`k.updated_at`, type: 'timestamptz' };
const priority: SortColumn = {
  value: Prisma.sql`array_position(array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], k.priority)`,
  type: 'integer',
};
const sorting = sortingBy(Prisma.sql`k.id`);

/** Orders that a list can have, by the names that the API gives them. */
export const taskSorts = {
  DUE_ON_ASC: sorting(dueOn, 'asc'),
  DUE_ON_DESC: sorting(dueOn, 'desc'),
  CREATED_AT_DESC: sorting(null, 'desc'),
  CREATED_AT_ASC: sorting(null, 'asc'),
  UPDATED_AT_DESC: sorting(updatedAt, 'desc'),
  UPDATED_AT_ASC: sorting(updatedAt, 'asc'),
  PRIORITY_DESC: sorting(priority, 'desc'),
  PRIORITY_ASC: sorting(priority, 'asc'),
} as const satisfies Readonly<Record<string, Sorting>>;

/** Tasks of a project, those in the bin left out. */
export const tasksOfProjects: Children = {
  table: Prisma.sql`workspace.task`,
  parent: Prisma.sql`project_id`,
  only: Prisma.sql`c.deleted_at is null`,
};

/** That the day on which a task `k` is due has passed, and it is not completed. */
export function isTaskOverdue(today: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(k.due_on < ${today} and k.status <> 'COMPLETED')`;
}

/** What a list is of; what is overdue is so on a day. */
export interface TaskQuery {
  readonly conditions: TaskConditions;
  readonly today: string;
}

/** Ids of a page of tasks in an order. */
export function findTaskPage(db: ReadClient, query: TaskQuery, slice: Slice): Promise<SortedRow[]> {
  return findSortedRows(db, listedBy(query), slice);
}

export function countTasks(db: ReadClient, query: TaskQuery): Promise<number> {
  return countRows(db, listedBy(query));
}

function listedBy(query: TaskQuery): Listed {
  return { from: Prisma.sql`workspace.task k`, wheres: wheresOf(query) };
}

function wheresOf({ conditions, today }: TaskQuery): Prisma.Sql[] {
  const { isOverdue, isDeleted } = conditions;
  return [
    Prisma.sql`k.team_id = ${currentTeam()}`,
    isDeleted ? Prisma.sql`k.deleted_at is not null` : Prisma.sql`k.deleted_at is null`,
    // What belongs to a project in the bin is out of sight with it. Not as a join: the planner, which cannot know that a team is large,
    // would begin with its projects and sort all their tasks for one page.
    Prisma.sql`k.project_id not in (select p.id from workspace.project p
      where p.team_id = ${currentTeam()} and p.deleted_at is not null)`,
    ...isAmong(Prisma.sql`k.id`, conditions.ids, uuid),
    ...isAmong(Prisma.sql`k.project_id`, conditions.projectIds, uuid),
    ...isAmong(Prisma.sql`k.status`, conditions.statuses),
    ...isAmong(Prisma.sql`k.priority`, conditions.priorities),
    ...isAmong(Prisma.sql`k.assignee_membership_id`, conditions.assigneeIds, uuid),
    ...(isOverdue === undefined
      ? []
      : [
          isOverdue
            ? isTaskOverdue(Prisma.sql`${today}::date`)
            : Prisma.sql`(k.due_on is null or k.due_on >= ${today}::date or k.status = 'COMPLETED')`,
        ]),
  ];
}
