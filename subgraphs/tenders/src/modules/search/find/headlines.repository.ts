import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { textQuery } from '../search-conditions.repository.js';

/** Marks around hits: private characters, which no notice contains. */
export const hitStart = '\uE000';
export const hitEnd = '\uE001';

export async function findHeadlines(
  db: ReadClient,
  {
    tenderIds,
    search,
    table = Prisma.sql`tenders.tender`,
  }: { tenderIds: readonly string[]; search: string; table?: Prisma.Sql },
): Promise<Map<string, string>> {
  const options = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=25, MinWords=10, FragmentDelimiter=" … "`;
  const rows = await db.$queryRaw<{ id: string; headline: string }[]>`
    select id, ts_headline('tenders.words', left(concat_ws(' — ', title, nullif(description, title), buyer_name), 20000), ${textQuery(search)}, ${options}) as headline
    from ${table} where id = any (${[...tenderIds]}::uuid[])`;
  return new Map(rows.map(({ id, headline }) => [id, headline]));
}
