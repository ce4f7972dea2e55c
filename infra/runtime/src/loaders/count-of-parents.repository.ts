import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '../database/database.js';
import type { PlacedCount } from './slice-loader.js';

/** What is counted for each parent, which the statement knows as `parent (id, place)`. */
export interface CountOfParents {
  /** `join ... on ... = parent.id`, and what may follow it. */
  readonly rows: Prisma.Sql;
  /** What is counted. Default: rows. */
  readonly counted?: Prisma.Sql;
}

/** Counts the lists of some parents in one statement; a parent without a row is left out. */
export function countOfParents(
  db: ReadClient,
  parents: readonly string[],
  { rows, counted = Prisma.sql`*` }: CountOfParents,
): Promise<PlacedCount[]> {
  return db.$queryRaw<PlacedCount[]>`
    select (parent.place - 1)::integer as place, count(${counted})::integer as count
    from unnest(${[...parents]}::uuid[]) with ordinality as parent (id, place) ${rows}
    group by parent.place`;
}
