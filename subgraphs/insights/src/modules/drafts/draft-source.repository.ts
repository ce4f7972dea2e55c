import type { ReadClient } from '@hub/runtime/database';
import type { BuyerHistory } from '../../drafting/index.js';

const tendersMax = 500;
const titlesMax = 5;
const categoriesMax = 5;

/** What the buyer of a tender has published, over its newest 500 tenders; null where the buyer is not known. */
export async function findBuyerHistory(db: ReadClient, tenderId: string, now: Date): Promise<BuyerHistory | null> {
  const [row] = await db.$queryRaw<{ name: string | null; count: number; open: number; titles: string[] | null }[]>`
    with own as (select buyer_id, buyer_name from tenders.tender where id = ${tenderId}::uuid and buyer_id is not null),
    published as (
      select t.title, t.closing_at, t.lifecycle, row_number() over (order by t.published_at desc nulls last, t.id) as place
      from tenders.tender t join own on own.buyer_id = t.buyer_id
      order by t.published_at desc nulls last, t.id limit ${tendersMax})
    select (select buyer_name from own) as name, count(*)::int as count,
      count(*) filter (where lifecycle = 'LIVE' and (closing_at is null or closing_at > ${now}))::int as open,
      array_agg(left(title, 300) order by place) filter (where place <= ${titlesMax}) as titles
    from published`;
  if (row === undefined || row.name === null) return null;
  const categories = await db.$queryRaw<{ name: string; count: number }[]>`
    select category as name, count(*)::int as count from (
      select t.category from tenders.tender t
      where t.buyer_id = (select buyer_id from tenders.tender where id = ${tenderId}::uuid) and t.category is not null
      order by t.published_at desc nulls last, t.id limit ${tendersMax}) newest
    group by category order by count desc, name limit ${categoriesMax}`;
  return { name: row.name, tenderCount: row.count, openCount: row.open, categories, titles: row.titles ?? [] };
}
