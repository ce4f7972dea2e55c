import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import { effectiveClosingOf } from '../lists/effective-closing.repository.js';
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
import type { ProjectSort } from './project-order.js';

/** Which projects a list shows; what is absent is no condition. */
export interface ProjectConditions {
  readonly ids?: string[] | undefined;
  readonly kinds?: string[] | undefined;
  readonly stages?: string[] | undefined;
  readonly statuses?: string[] | undefined;
  readonly priorities?: string[] | undefined;
  readonly tenderIds?: string[] | undefined;
  readonly membershipIds?: string[] | undefined;
  readonly creatorIds?: string[] | undefined;
  readonly closesFrom?: Date | undefined;
  readonly closesBefore?: Date | undefined;
  readonly isDeleted: boolean;
}

/** When bids close as the team reads the tender: its override comes before what was published. */
export const effectiveClosing = effectiveClosingOf(Prisma.sql`coalesce(t.closing_at, o.closing_at)`);

/** That a pursuit is neither closed nor cancelled; other work is never so. */
export const isOpenPursuit = Prisma.sql`p.status in ('ACTIVE', 'ON_HOLD')`;

/** Projects with what their tenders say, by overrides of the team from a table, or from what was read of it before. */
export function projectsByOverrides(overrides: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`workspace.project p
  left join tenders.tender t on t.id = p.tender_id
  left join tenders.team_tender o on o.team_id = p.team_id and o.id = p.team_tender_id
  left join ${overrides} v on v.team_id = p.team_id and v.tender_id = p.tender_id and v.field = 'CLOSING_AT'`;
}

/** Projects with what their tenders say. Where nothing is asked of a tender, the database leaves the joins out by itself. */
export const projectsWithTenders = projectsByOverrides(Prisma.sql`tenders.tender_override`);

const columns: Readonly<Record<ProjectSort['field'], SortColumn | null>> = {
  id: null,
  updatedAt: { value: Prisma.sql`p.updated_at`, type: 'timestamptz' },
  name: { value: Prisma.sql`p.name`, type: 'text' },
  priority: {
    value: Prisma.sql`array_position(array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], p.priority)`,
    type: 'integer',
  },
  // Cursors carry milliseconds, and what a page begins after must equal what the row before it was sorted by.
  closingAt: {
    value: Prisma.sql`date_trunc('milliseconds', ${effectiveClosing})`,
    type: 'timestamptz',
    isNullable: true,
  },
};

const sorting = sortingBy(Prisma.sql`p.id`);

/** How an order sorts. */
export function sortingOf({ field, direction }: ProjectSort): Sorting {
  return sorting(columns[field], direction);
}

/** Ids of a page of projects in an order. */
export function findProjectPage(db: ReadClient, conditions: ProjectConditions, slice: Slice): Promise<SortedRow[]> {
  return findSortedRows(db, listedBy(conditions), slice);
}

export function countProjects(db: ReadClient, conditions: ProjectConditions): Promise<number> {
  return countRows(db, listedBy(conditions));
}

function listedBy(conditions: ProjectConditions): Listed {
  return { from: projectsWithTenders, wheres: wheresOf(conditions) };
}

function wheresOf(conditions: ProjectConditions): Prisma.Sql[] {
  const { tenderIds, membershipIds, closesFrom, closesBefore } = conditions;
  return [
    Prisma.sql`p.team_id = ${currentTeam()}`,
    conditions.isDeleted ? Prisma.sql`p.deleted_at is not null` : Prisma.sql`p.deleted_at is null`,
    ...isAmong(Prisma.sql`p.id`, conditions.ids, uuid),
    ...isAmong(Prisma.sql`p.kind`, conditions.kinds),
    ...isAmong(Prisma.sql`p.stage`, conditions.stages),
    ...isAmong(Prisma.sql`p.status`, conditions.statuses),
    ...isAmong(Prisma.sql`p.priority`, conditions.priorities),
    ...isAmong(Prisma.sql`p.created_by_membership_id`, conditions.creatorIds, uuid),
    ...(tenderIds ? [Prisma.sql`coalesce(p.tender_id, p.team_tender_id) = any (${tenderIds}::uuid[])`] : []),
    ...(membershipIds ? [worksOnIt(membershipIds)] : []),
    ...(closesFrom ? [Prisma.sql`${effectiveClosing} >= ${closesFrom}::timestamptz`] : []),
    ...(closesBefore ? [Prisma.sql`${effectiveClosing} < ${closesBefore}::timestamptz`] : []),
  ];
}

function worksOnIt(membershipIds: string[]): Prisma.Sql {
  return Prisma.sql`(p.capture_manager_membership_id = any (${membershipIds}::uuid[])
    or p.proposal_manager_membership_id = any (${membershipIds}::uuid[])
    or exists (select 1 from workspace.project_member m
      where m.team_id = p.team_id and m.project_id = p.id and m.membership_id = any (${membershipIds}::uuid[])))`;
}
