import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import {
  countRows,
  findSortedRows,
  isAmong,
  sortingBy,
  uuid,
  type Listed,
  type Slice,
  type Sorting,
} from '../lists/keyset.repository.js';
import type { SortedRow } from '../lists/sorted-list.js';

/** Which archives a list shows; what is absent is no condition. */
export interface ArchiveConditions {
  readonly ids?: string[] | undefined;
  readonly projectIds?: string[] | undefined;
  readonly membershipIds?: string[] | undefined;
}

const sorting = sortingBy(Prisma.sql`a.id`);

/** Orders that a list can have, by the names that the API gives them: ids are in the order of archiving. */
export const archiveSorts = {
  ARCHIVED_AT_DESC: sorting(null, 'desc'),
  ARCHIVED_AT_ASC: sorting(null, 'asc'),
} as const satisfies Readonly<Record<string, Sorting>>;

/** Ids of a page of archives in an order. */
export function findArchivePage(db: ReadClient, conditions: ArchiveConditions, slice: Slice): Promise<SortedRow[]> {
  return findSortedRows(db, listedBy(conditions), slice);
}

export function countArchives(db: ReadClient, conditions: ArchiveConditions): Promise<number> {
  return countRows(db, listedBy(conditions));
}

function listedBy(conditions: ArchiveConditions): Listed {
  return { from: Prisma.sql`workspace.project_archive a`, wheres: wheresOf(conditions) };
}

function wheresOf({ ids, projectIds, membershipIds }: ArchiveConditions): Prisma.Sql[] {
  return [
    Prisma.sql`a.team_id = ${currentTeam()}`,
    ...isAmong(Prisma.sql`a.id`, ids, uuid),
    ...isAmong(Prisma.sql`a.project_id`, projectIds, uuid),
    ...isAmong(Prisma.sql`a.archived_by_membership_id`, membershipIds, uuid),
  ];
}
