import { type Tender, Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { allOf, conditionsOf, publicRows } from '../../search/search-conditions.repository.js';
import type { SearchPosition } from '../../search/request/search-cursor.js';
import type { SearchRequest } from '../../search/request/search-request.js';
import { findSortedRows } from '../../search/find/row-page.repository.js';

/** Newest first: what is published while a search is walked lies behind the start of the walk. */
export const exportOrder = 'PUBLISHED_AT_DESC';

/** What is exported, as it was at one moment: a search is walked over minutes, and "open" must not change on the way. */
export interface ExportedSearch {
  readonly request: SearchRequest;
  readonly at: Date;
}

/** Public tenders found, up to a bound: what lies above it is not counted. */
export async function countFound(db: ReadClient, { request, at }: ExportedSearch, max: number): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (
      select 1 from ${publicRows} where ${allOf(conditionsOf({ ...request, now: at }).values())} limit ${max}
    ) found`;
  return Number(rows[0]?.count ?? 0);
}

/** The next tenders of the walk. */
export async function findSlice(
  db: ReadClient,
  { request, at }: ExportedSearch,
  { after, limit }: { after: SearchPosition | null; limit: number },
): Promise<SearchPosition[]> {
  return findSortedRows(db, { ...request, orderBy: exportOrder, now: at }, { after, limit });
}

/** A tender as a row of a table. */
export type TableRow = Tender & { readonly source: { readonly title: string } };

/** Tenders in the order of their ids given; those that are gone meanwhile are left out. */
export async function findTableRows(db: ReadClient, ids: readonly string[]): Promise<TableRow[]> {
  const rows = await db.tender.findMany({
    where: { id: { in: [...ids] } },
    include: { source: { select: { title: true } } },
  });
  return inOrder(ids, rows);
}

/** Their ocids, likewise. */
export async function findOcids(db: ReadClient, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string; ocid: string }[]>(
    Prisma.sql`select id, ocid from tenders.tender where id = any (${[...ids]}::uuid[])`,
  );
  return inOrder(ids, rows).map(({ ocid }) => ocid);
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}
