import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { packSegments, type Packing } from '@hub/tenders/search/pack-segments';
import { type Segment, pairTerm } from '@hub/tenders/search-index';
import { segmentStoreOf } from '@hub/tenders/search/segment-store';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { tendersHub } from '../kit/tenders-hub.js';

let database: TestDatabase;
let hub: HubDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  hub = tendersHub(database);
  pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 4 });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await hub.close();
  await pool.end();
  await database.drop();
});

const never = new AbortController().signal;
const pack = (options?: { changedMin: number }): Promise<Packing> => packSegments(pool, never, options);

/** Adds a tender with these words to a block, and answers its place in it. */
async function add(block: number, { words = `''::tsvector`, amount = 'null' } = {}): Promise<number> {
  const [tender] = await database.sql<{ id: string }>(`
    with tender as (insert into tenders.tender (ocid, source_id, title, lifecycle)
      select gen_random_uuid()::text, s.id, 'x', 'LIVE' from tenders.source s limit 1 returning id)
    insert into tenders.tender_words (tender_id, words) select id, ${words} from tender returning tender_id as id`);
  const [row] = await database.sql<{ place: number }>(
    `insert into tenders.tender_search (tender_id, doc, lifecycle, value_amount) overriding system value
     select $1, (select coalesce(max(doc) + 1, ${block} * 8192) from tenders.tender_search where doc >> 13 = ${block}),
      'LIVE', ${amount}
     returning (doc & 8191)::int as place`,
    [tender?.id],
  );
  return row?.place ?? -1;
}

/** Touches so many rows of a block. */
const change = (block: number, count: number): Promise<unknown> =>
  database.sql(`update tenders.tender_search set has_briefing = not has_briefing
    where doc in (select doc from tenders.tender_search where doc >> 13 = ${block} order by doc limit ${count})`);

/** Which blocks are packed, and in how many rows each has changed since. */
async function blocks(): Promise<{ block: number; isPacked: boolean; changed: number }[]> {
  return database.sql(`
    select block, b.block is not null as "isPacked", coalesce(sum(cardinality(c.places)), 0)::int as changed
    from tenders.search_block b full join tenders.search_change c using (block) group by 1, 2 order by 1`);
}

/** A block as a search reads it. */
async function read(block: number): Promise<Segment> {
  const [row] = await database.sql<{ revision: string }>(
    `select revision_id::text as revision from tenders.search_block where block = ${block}`,
  );
  const revision = row?.revision ?? '';
  const known = await hub.as(anonymous).readPublic((db) => segmentStoreOf(db).load(db, [revision]));
  const found = known.get(revision);
  if (found === undefined) throw new Error(`Block ${block} is not packed.`);
  return found;
}

function rowsWith({ postings, rows }: Segment, term: string, isBeginning = false): number[] {
  const bits = new Int32Array(rows.length);
  postings.mark(bits, term, isBeginning);
  return [...bits].flatMap((word, index) =>
    Array.from({ length: 32 }, (_, bit) => bit).flatMap((bit) => ((word >>> bit) & 1 ? [index * 32 + bit] : [])),
  );
}

describe('what is packed', () => {
  test('is a new block, whatever it holds, and another only when enough of its rows have changed', async () => {
    for (let row = 0; row < 40; row += 1) await add(0);
    await add(1);
    expect(await pack()).toEqual({ packed: 2, isComplete: true });
    await change(0, 31);
    await add(2);
    expect(await pack()).toEqual({ packed: 1, isComplete: true });
    expect(await blocks()).toEqual([
      { block: 0, isPacked: true, changed: 31 },
      { block: 1, isPacked: true, changed: 0 },
      { block: 2, isPacked: true, changed: 0 },
    ]);
    await change(0, 1);
    expect(await pack()).toEqual({ packed: 1, isComplete: true });
    expect(await pack()).toEqual({ packed: 0, isComplete: true });
    await change(0, 2);
    await change(1, 1);
    expect(await pack({ changedMin: 2 })).toEqual({ packed: 1, isComplete: true });
    expect(await blocks()).toEqual([
      { block: 0, isPacked: true, changed: 0 },
      { block: 1, isPacked: true, changed: 1 },
      { block: 2, isPacked: true, changed: 0 },
    ]);
  });

  test('is packed once by two who do it at a time', async () => {
    await change(0, 40);
    const [before] = await database.sql<{ revision: string }>(
      'select array_agg(revision_id order by revision_id)::text as revision from tenders.search_block',
    );
    const done = await Promise.all([pack(), pack()]);
    expect(done.map(({ packed }) => packed).toSorted()).not.toEqual([0, 0]);
    expect(await blocks()).toContainEqual({ block: 0, isPacked: true, changed: 0 });
    expect((await read(0)).revision).not.toBe(before?.revision);
  });

  test('is nothing any more once it is told to stop', async () => {
    await change(0, 40);
    expect(await packSegments(pool, AbortSignal.abort())).toEqual({ packed: 0, isComplete: false });
    expect(await blocks()).toContainEqual({ block: 0, isPacked: true, changed: 40 });
    expect(await pack()).toEqual({ packed: 1, isComplete: true });
  });

  test('is gone with the last row of a block', async () => {
    await database.sql('delete from tenders.tender_search where doc >> 13 = 2');
    expect(await pack({ changedMin: 1 })).toMatchObject({ isComplete: true });
    expect((await blocks()).map(({ block }) => block)).toEqual([0, 1]);
  });

  test('is all marked as changed when the table is emptied', async () => {
    await database.sql('truncate tenders.tender_search');
    expect(await blocks()).toEqual([
      { block: 0, isPacked: true, changed: 8_192 },
      { block: 1, isPacked: true, changed: 8_192 },
    ]);
    expect(await pack()).toEqual({ packed: 2, isComplete: true });
    expect(await blocks()).toEqual([]);
  });
});

describe('terms', () => {
  const longest = 'x'.repeat(2_046);
  const unusual = [
    longest,
    'é',
    'мост',
    '工事',
    '\u{1F6A7}',
    "o'neil",
    'back\\slash',
    'two words',
    '%',
    '\t',
    ' ',
    '\u0001',
    '\u0002GB1',
  ];

  test('of any length and any characters are each found where they are', async () => {
    const quoted = (terms: readonly string[]): string => terms.map((term) => pg.escapeLiteral(term)).join();
    await add(0, { words: `array_to_tsvector(array[${quoted(unusual)}])` });
    await add(0);
    const places = [];
    for (const term of unusual) places.push(await add(0, { words: `array_to_tsvector(array[${quoted([term])}])` }));
    expect(await pack()).toMatchObject({ packed: 1 });
    const block = await read(0);
    for (const [index, term] of unusual.entries())
      expect({ term, rows: rowsWith(block, term) }).toEqual({ term, rows: [0, places[index]] });
    expect(rowsWith(block, longest.slice(1))).toEqual([]);
    expect(rowsWith(block, longest.slice(0, 2_000), true)).toEqual([0, places[0]]);
  });

  test('are pairs of words that follow one another, as often as they do, and no others', async () => {
    const first = await add(0, {
      words: `to_tsvector('tenders.words', 'road maintenance, and the road maintenance of roads')`,
    });
    const second = await add(0, { words: `to_tsvector('tenders.words', 'maintenance of a road')` });
    expect(await pack({ changedMin: 1 })).toMatchObject({ packed: 1 });
    const block = await read(0);
    expect(rowsWith(block, 'road')).toEqual([first, second]);
    expect(rowsWith(block, pairTerm('road', 'mainten'))).toEqual([first]);
    expect(rowsWith(block, pairTerm('mainten', 'road'))).toEqual([]);
  });

  test('of a row without any word are none', async () => {
    await add(7);
    expect(await pack({ changedMin: 1 })).toMatchObject({ packed: 1 });
    const block = await read(7);
    expect(rowsWith(block, '')).toEqual([]);
    // It states no designation either.
    expect(rowsWith(block, '\u0002')).toEqual([0]);
  });
});

test('amounts with more digits than a number holds are packed, and what is not disclosed as just that', async () => {
  const amounts = [
    ...['null', '0', '0.0001', '999999999999999.9999', '90071992547409931', '1e299'],
    ...['1e300', '1.5e308', '1e400'],
  ];
  for (const amount of amounts) await add(3, { amount });
  expect(await pack()).toEqual({ packed: 1, isComplete: true });
  const { amounts: packed, groups, rows } = await read(3);
  expect([...packed.values.slice(0, amounts.length)]).toEqual([
    ...[Number.NaN, 0, 0.0001, 1e15, Number('90071992547409931'), 1e299],
    ...[1e300, 1e300, 1e300],
  ]);
  expect([packed.min, packed.max]).toEqual([0, 1e300]);
  expect(packed.unstated[0]).toBe(~0b1_1111_1110);
  expect(rows[0]).toBe(0b1_1111_1111);
  expect(groups.codes.slice(amounts.length).every((code) => code === -1)).toBe(true);
});
