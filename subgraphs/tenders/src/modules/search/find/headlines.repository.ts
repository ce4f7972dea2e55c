import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { textQuery } from '../search-conditions.repository.js';

/** Marks around hits: private characters, which no notice contains. */
export const hitStart = '\uE000';
export const hitEnd = '\uE001';

/** Fields that are shown with marks, in the order in which they are shown. */
export const headlineFields = ['TITLE', 'DESCRIPTION', 'BUYER_NAME'] as const;
export type HighlightField = (typeof headlineFields)[number];

/** The marked text of each field; null where the tender has none. */
export type Headlines = Readonly<Record<HighlightField, string | null>>;

export async function findHeadlines(
  db: ReadClient,
  {
    tenderIds,
    search,
    table = Prisma.sql`tenders.tender`,
  }: { tenderIds: readonly string[]; search: string; table?: Prisma.Sql },
): Promise<Map<string, Headlines>> {
  const options = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=25, MinWords=10, FragmentDelimiter=" … "`;
  const marked = (text: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`ts_headline('tenders.words', left(${text}, 20000), ${textQuery(search)}, ${options})`;
  const rows = await db.$queryRaw<({ id: string } & Headlines)[]>`
    select id, ${marked(Prisma.sql`title`)} as "TITLE",
      ${marked(Prisma.sql`nullif(description, title)`)} as "DESCRIPTION",
      ${marked(Prisma.sql`buyer_name`)} as "BUYER_NAME"
    from ${table} where id = any (${[...tenderIds]}::uuid[])`;
  return new Map(rows.map(({ id, ...texts }) => [id, texts]));
}
