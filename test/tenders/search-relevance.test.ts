import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { searchTenders } from '@hub/tenders/search';
import { packSegments } from '@hub/tenders/search/pack-segments';
import { rankedMax } from '@hub/tenders/search/row-page';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { searchScope } from '../kit/search-scope.js';
import { tendersHub } from '../kit/tenders-hub.js';

const now = new Date('2096-03-15T10:00:00.000Z');

let database: TestDatabase;
let hub: HubDatabase;

// Twelve thousand tenders of six years: one word in all, others in ever fewer, and one only in the oldest.
beforeAll(async () => {
  database = await testDatabase();
  await database.sql(`
    insert into tenders.tender (ocid, source_id, title, lifecycle)
    select 'ocds-rank-' || n, s.id, n::text, 'LIVE'
    from generate_series(1, 12000) n, (select id from tenders.source limit 1) s`);
  await database.sql(`
    insert into tenders.tender_words (tender_id, words)
    select t.id, to_tsvector('tenders.words', concat_ws(' ', repeat('request ', 1 + n % 3), case when n % 2 = 0 then 'repair' end,
        case when n % 7 = 0 then 'repairing pump' end, case when n % 60 = 0 then 'culvert' end, case when n < 200 then 'ancient' end))
    from tenders.tender t, lateral (select t.title::int as n) x`);
  await database.sql(`
    insert into tenders.tender_search (tender_id, lifecycle, province, category, closing_at, published_at)
    select t.id, 'LIVE', case n % 3 when 0 then 'GAUTENG' when 1 then 'LIMPOPO' end, 'Roads',
      timestamptz '2096-03-16' + (n - 11000) * interval '1 hour',
      case when n % 100 <> 0 then timestamptz '2090-03-01' + n * interval '4 hours' end
    from tenders.tender t, lateral (select t.title::int as n) x`);
  await database.sql('analyze tenders.tender_search, tenders.tender_words');
  hub = tendersHub(database);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

async function foundBySearch(input: Record<string, unknown>): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  for (;;) {
    const search = searchTenders({ ...input, first: 100, after }, searchScope(hub, { actor: anonymous, now }));
    const { edges, hasNextPage } = await search.page();
    found.push(...edges.map(({ tenderId }) => tenderId));
    after = edges.at(-1)?.cursor;
    if (!hasNextPage) return found;
  }
}

/** The newest hits out of all, weighed: what the shorter ways must lead to as well. */
async function foundByReadingAll(query: string, where: string): Promise<string[]> {
  const rows = await database.sql<{ id: string }>(`
    select tender_id as id from (
      select * from tenders.tender_search join tenders.tender_words using (tender_id) where words @@ ${query} and ${where}
      order by published_at desc nulls last, tender_id desc limit ${rankedMax}
    ) newest order by floor(ts_rank_cd(words, ${query}, 1)::float8 * 1000000 + 0.5) desc,
      closing_at > '${now.toISOString()}' desc, tender_id desc`);
  return rows.map(({ id }) => id);
}

const isOpen = `closing_at > '${now.toISOString()}'`;
const searches: [string, Record<string, unknown>, string, string][] = [
  ['a word in all tenders', { search: 'request' }, `'request'`, 'true'],
  ['a word in half of them', { search: 'repairs' }, `'repair'`, 'true'],
  ['a word in few', { search: 'culvert' }, `'culvert'`, 'true'],
  ['a word only in old ones', { search: 'ancient' }, `'ancient'`, 'true'],
  ['a word in none', { search: 'zeppelin' }, `'zeppelin'`, 'true'],
  ['two words', { search: 'pump repair' }, `'pump & repair'`, 'true'],
  ['a phrase', { search: '"repairing pump"' }, `'repair <-> pump'`, 'true'],
  ['the beginning of a common word', { search: 'rep*' }, `'rep:*'`, 'true'],
  ['the beginning of a rare word', { search: 'culv*' }, `'culv:*'`, 'true'],
  [
    'a word and a province',
    { search: 'repair', filter: { provinces: ['LIMPOPO'] } },
    `'repair'`,
    `province = 'LIMPOPO'`,
  ],
  [
    'a word and what is open in a category',
    { search: 'pump', filter: { categories: ['Roads'], statuses: ['OPEN'] } },
    `'pump'`,
    `category = 'Roads' and ${isOpen}`,
  ],
  ['the beginning of a word and what is open', { search: 'requ*', filter: { statuses: ['OPEN'] } }, `'requ:*'`, isOpen],
];

describe('relevance weighs the newest hits, however it looks for them', () => {
  test.each(searches)('%s', async (_name, input, query, where) => {
    expect(await foundBySearch(input)).toEqual(await foundByReadingAll(`${query}::tsquery`, where));
  });

  test('and also when common words are known', async () => {
    const pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 1 });
    expect(await packSegments(pool, new AbortController().signal)).toEqual({ packed: 2, isComplete: true });
    await pool.end();
    for (const [, input, query, where] of searches) {
      expect(await foundBySearch(input)).toEqual(await foundByReadingAll(`${query}::tsquery`, where));
    }
  });
});
