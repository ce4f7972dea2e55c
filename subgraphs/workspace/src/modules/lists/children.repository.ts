import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import type { PlacedCount, PlacedRow, SlicesQuery } from '@hub/runtime/loaders';

/** A table whose rows belong to rows of another one. */
export interface Children {
  readonly table: Prisma.Sql;
  /** The column with the id of the parent. */
  readonly parent: Prisma.Sql;
  /** Which rows alone are listed. */
  readonly only?: Prisma.Sql;
}

/** Ids of the same part of the lists of several parents, newest first. */
export function findChildIds(
  db: ReadClient,
  { table, parent, only = Prisma.sql`true` }: Children,
  { parents, after, take }: SlicesQuery<string, string>,
): Promise<PlacedRow<{ id: string }>[]> {
  const further = after === null ? Prisma.sql`true` : Prisma.sql`c.id < ${after}::uuid`;
  return db.$queryRaw<PlacedRow<{ id: string }>[]>`
    select (x.place - 1)::integer as place, c.id
    from unnest(${[...parents]}::uuid[]) with ordinality x (parent_id, place) cross join lateral (
      select c.id from ${table} c
      where c.team_id = ${currentTeam()} and c.${parent} = x.parent_id and ${only} and ${further}
      order by c.id desc limit ${take}) c
    order by x.place, c.id desc`;
}

/** How many rows the list of each parent has. */
export function countChildren(
  db: ReadClient,
  { table, parent, only = Prisma.sql`true` }: Children,
  parents: readonly string[],
): Promise<PlacedCount[]> {
  return db.$queryRaw<PlacedCount[]>`
    select (x.place - 1)::integer as place, count(*)::integer as count
    from unnest(${[...parents]}::uuid[]) with ordinality x (parent_id, place)
    join ${table} c on c.team_id = ${currentTeam()} and c.${parent} = x.parent_id and ${only}
    group by x.place`;
}
