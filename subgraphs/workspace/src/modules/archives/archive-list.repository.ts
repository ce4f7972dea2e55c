import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { allOf, beyond, isAmong, orderBy, sortedBy, uuid, type Sorting } from '../lists/keyset.repository.js';
import type { SortedRow, SortKey } from '../lists/sorted-list.js';

/** Which archives a list shows; what is absent is no condition. */
export interface ArchiveConditions {
  readonly ids?: string[] | undefined;
  readonly projectIds?: string[] | undefined;
  readonly membershipIds?: string[] | undefined;
}

const sorting = (direction: Sorting['direction']): Sorting => ({ column: null, direction, id: Prisma.sql`a.id` });

/** Orders that a list can have, by the names that the API gives them: ids are in the order of archiving. */
export const archiveSorts = {
  ARCHIVED_AT_DESC: sorting('desc'),
  ARCHIVED_AT_ASC: sorting('asc'),
} as const satisfies Readonly<Record<string, Sorting>>;

/** Ids of a page of archives in an order. */
export function findArchivePage(
  db: ReadClient,
  list: { conditions: ArchiveConditions; sorting: Sorting; after: SortKey | null; take: number },
): Promise<SortedRow[]> {
  const { conditions, sorting: order, after, take } = list;
  return db.$queryRaw<SortedRow[]>`
    select a.id, ${sortedBy(order)} as "sortedBy" from workspace.project_archive a
    where ${allOf([...wheresOf(conditions), ...beyond(order, after)])}
    order by ${orderBy(order)} limit ${take}`;
}

export async function countArchives(db: ReadClient, conditions: ArchiveConditions): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from workspace.project_archive a where ${allOf(wheresOf(conditions))}`;
  return row?.count ?? 0;
}

function wheresOf({ ids, projectIds, membershipIds }: ArchiveConditions): Prisma.Sql[] {
  return [
    Prisma.sql`a.team_id = (select app.current_team_id())`,
    ...isAmong(Prisma.sql`a.id`, ids, uuid),
    ...isAmong(Prisma.sql`a.project_id`, projectIds, uuid),
    ...isAmong(Prisma.sql`a.archived_by_membership_id`, membershipIds, uuid),
  ];
}
