import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase, ReadClient } from '@hub/runtime/database';
import { searchTenders } from '@hub/tenders/search';
import { findRelevantInSegments, findSortedInSegments } from '@hub/tenders/search/segment-page';
import { packSegments, type Packing } from '@hub/tenders/search/pack-segments';
import { rankedMax } from '@hub/tenders/search/row-page';
import type { SearchPosition } from '@hub/tenders/search/search-cursor';
import { parseSearch, type SearchOrder } from '@hub/tenders/search/search-request';
import pg from 'pg';
import { addSearchRows, type SearchRow } from '../kit/tender-rows.js';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { searchScope } from '../kit/search-scope.js';
import { choices } from '../kit/sequence.js';
import { tendersHub } from '../kit/tenders-hub.js';

const now = new Date('2096-03-15T10:00:00.000Z');
const pageSize = 40;

const { next, oneOf } = choices(20_960_317);

// Ids of the sequence too: they decide where all else is the same.
function nextId(): string {
  const hex = Array.from({ length: 30 }, () => next(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

// Few values of each, so that many rows lie in one place of every order.
const lifecycles = ['LIVE', 'LIVE', 'LIVE', 'LIVE', 'PLANNED', 'AWARDED', 'COMPLETE', 'CANCELLED'];
const provinces = ['GAUTENG', 'LIMPOPO', 'NATIONAL', null];
const categories = ['Roads', 'Pumps', null];
const buyers = [nextId(), nextId(), nextId()];
// The last ones differ in digits that a double does not keep.
const amounts = [
  ...[null, null, '0', '1000', '1000.01', '499999.99', '500000', '5000000'],
  ...['900719925474099.312', '900719925474099.3121', '90071992547409930', '90071992547409931'],
];
// Microseconds around the moment of the search, and around the ends of windows.
const closings = [
  ...[null, null, '2096-03-15T10:00:00Z', '2096-03-15T09:59:59.999999Z', '2096-03-15T10:00:00.000001Z'],
  ...['2096-04-01T00:00:00Z', '2096-04-01T00:00:00.000001Z', '2096-06-01T00:00:00Z', '2095-01-01T00:00:00Z'],
];
const publishings = [
  ...[null, '2096-01-01T00:00:00Z', '2096-01-01T00:00:00.000001Z', '2096-01-01T00:00:00.001Z'],
  ...['2095-12-31T23:59:59.999999Z', '2096-02-10T08:00:00Z', '1999-01-01T00:00:00Z'],
];
const openings = [null, null, '2096-03-15T10:00:00.000001Z', '2096-03-15T10:00:00Z', 'infinity'];
const designations = ['{}', '{}', '{GB3}', '{GB5,CE2}', '{*6}', '{CE*}', '{CE4PE}'];
const phrases = [
  ...['road maintenance', 'maintenance of the road', 'supply of pumps', 'pump supply', 'supply of tyres'],
  ...['works', 'workshop', 'a worn tyre', 'culvert', 'rfq obp166 2025'],
];

function make(): SearchRow {
  const amount = oneOf(amounts);
  return {
    tender_id: nextId(),
    text: ['request', ...Array.from({ length: 1 + next(3) }, () => oneOf(phrases))].join(' '),
    lifecycle: oneOf(lifecycles),
    province: oneOf(provinces),
    category: oneOf(categories),
    procurement_category: oneOf(['goods', 'works', null]),
    method: oneOf(['open', 'limited', null]),
    buyer_id: oneOf([...buyers, null]),
    value_amount: amount,
    value_currency: amount === null ? null : oneOf(['ZAR', 'ZAR', 'USD', null]),
    published_at: oneOf(publishings),
    closing_at: oneOf(closings),
    opens_at: oneOf(openings),
    has_briefing: next(2) === 0,
    cidb: oneOf(designations),
  };
}

let database: TestDatabase;
let hub: HubDatabase;
let pool: pg.Pool;

const add = (count: number): Promise<void> => addSearchRows(database, Array.from({ length: count }, make));

const rowsWithWords = `(select s.*, w.words from tenders.tender_search s left join tenders.tender_words w using (tender_id)) found`;

/** Rows that are added from here on go into a later block. */
async function beginBlock(): Promise<void> {
  await database.sql(
    `select setval(pg_get_serial_sequence('tenders.tender_search', 'doc'), ((max(doc) >> 13) + 2) * 8192) from tenders.tender_search`,
  );
}

const pack = (): Promise<Packing> => packSegments(pool, new AbortController().signal, { changedMin: 1 });

async function open(): Promise<void> {
  database = await testDatabase();
  hub = tendersHub(database, 4);
  pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
}

async function close(): Promise<void> {
  await hub.close();
  await pool.end();
  await database.drop();
}

/** A search, and the same as SQL of the test's own. */
interface SearchCase {
  search?: string;
  filter: Record<string, unknown>;
  orderBy: SearchOrder;
  /** What the text means, as a tsquery. */
  query: string | null;
  where: string;
}

const texts: [search: string | undefined, query: string | null][] = [
  [undefined, null],
  ['request', `'request'`],
  ['Pumps', `'pump'`],
  ['road maintenance', `'road' & 'mainten'`],
  ['pump OR tyre', `'pump' | 'tyre'`],
  ['supply -tyre', `'suppli' & !'tyre'`],
  ['wor*', `'wor':*`],
  ['pump wor*', `'pump' & 'wor':*`],
  ['"road maintenance"', `'road' <-> 'mainten'`],
  // Of a word that is not looked for the place counts all the same.
  ['"supply of pumps"', `'suppli' <2> 'pump'`],
  ['RFQ/OBP166', `'rfq' <-> 'obp166'`],
  ['request -"supply of pumps"', `'request' & !('suppli' <2> 'pump')`],
];

const at = `timestamptz '${now.toISOString()}'`;
// An award does not end bidding that is still open.
const isStillOpen = `(lifecycle = 'AWARDED' and coalesce(closing_at > ${at}, false) and coalesce(opens_at <= ${at}, true))`;
const isOpen = `(${isStillOpen} or (lifecycle = 'LIVE' and coalesce(closing_at > ${at}, true) and coalesce(opens_at <= ${at}, true)))`;
const isPlanned = `(lifecycle = 'PLANNED' or (lifecycle = 'LIVE' and opens_at > ${at} and coalesce(closing_at > ${at}, true)))`;
const isClosed = `(lifecycle = 'COMPLETE' or (lifecycle = 'LIVE' and closing_at <= ${at}))`;
const filters: [Record<string, unknown>, where: string][] = [
  [{}, 'true'],
  [{ provinces: ['GAUTENG'], hasBriefing: false }, `province in ('GAUTENG', 'NATIONAL') and not has_briefing`],
  [{ provinces: ['NATIONAL'], methods: ['OPEN'] }, `province = 'NATIONAL' and method = 'open'`],
  [{ categories: ['Roads'], hasBriefing: true }, `category = 'Roads' and has_briefing`],
  [{ statuses: ['OPEN'] }, isOpen],
  [
    { statuses: ['PLANNED', 'CLOSED'], categories: ['Pumps', 'Roads'] },
    `(${isPlanned} or ${isClosed}) and category is not null`,
  ],
  [
    { statuses: ['AWARDED', 'OPEN'], provinces: ['LIMPOPO'] },
    `(lifecycle = 'AWARDED' or ${isOpen}) and province in ('LIMPOPO', 'NATIONAL')`,
  ],
  [
    { value: { min: '1000', max: '500000' }, undisclosedValues: 'INCLUDE', hasBriefing: true },
    `(value_amount is null or (value_amount between 1000 and 500000 and value_currency = 'ZAR')) and has_briefing`,
  ],
  [{ value: { min: '1000.01' } }, `value_amount >= 1000.01 and value_currency = 'ZAR'`],
  [
    { value: { min: '900719925474099.3121' }, undisclosedValues: 'INCLUDE' },
    `(value_amount is null or (value_amount >= 900719925474099.3121 and value_currency = 'ZAR'))`,
  ],
  [
    { value: {}, undisclosedValues: 'ONLY', methods: ['OPEN', 'LIMITED'] },
    `value_amount is null and method is not null`,
  ],
  [
    { value: { max: '5000000', currency: 'USD' }, undisclosedValues: 'EXCLUDE' },
    `value_amount <= 5000000 and value_currency = 'USD'`,
  ],
  [{ closing: {}, hasBriefing: false }, 'closing_at is not null and not has_briefing'],
  [
    { closing: { from: now, before: new Date('2096-04-01T00:00:00Z') } },
    `closing_at >= ${at} and closing_at < '2096-04-01T00:00:00Z'`,
  ],
  [{ published: {}, methods: ['LIMITED'] }, `published_at is not null and method = 'limited'`],
  [
    { published: { from: new Date('2096-01-01T00:00:00Z') }, closing: { before: now } },
    `published_at >= '2096-01-01T00:00:00Z' and closing_at < ${at}`,
  ],
  [{ published: { before: new Date('2096-01-01T00:00:00Z') } }, `published_at < '2096-01-01T00:00:00Z'`],
  [
    {
      cidb: {
        holds: [
          { class: 'gb', grade: 4 },
          { class: 'CE', grade: 2 },
        ],
      },
    },
    `cidb && '{GB1,GB2,GB3,GB4,GB*,CE1,CE2,CE*,*1,*2,*3,*4}'`,
  ],
  [
    {
      cidb: { holds: [{ class: 'CE', grade: 6, isPotentiallyEmerging: true }], unstated: 'INCLUDE' },
      provinces: ['GAUTENG'],
    },
    `(cidb = '{}' or cidb && '{CE2,CE*,CE4PE,*6}') and province in ('GAUTENG', 'NATIONAL')`,
  ],
  [
    { buyerIds: buyers.slice(0, 2), procurementCategories: ['WORKS'] },
    `buyer_id in ('${buyers[0]}', '${buyers[1]}') and procurement_category = 'works'`,
  ],
];

const orders = [
  'CLOSING_AT_ASC',
  'CLOSING_AT_DESC',
  'PUBLISHED_AT_ASC',
  'PUBLISHED_AT_DESC',
  'VALUE_ASC',
  'VALUE_DESC',
] as const;

/** Every text with every filter, in all orders. */
const everything: SearchCase[] = texts.flatMap(([search, query]) =>
  filters.flatMap(([filter, where]) =>
    [...(search === undefined ? [] : ['RELEVANCE' as const]), ...orders].map((orderBy) => ({
      ...(search !== undefined && { search }),
      ...{ filter, orderBy, query, where },
    })),
  ),
);

/** Each as many steps behind the one before: with a number that has nothing in common with how many orders there are. */
const every = (step: number, from = 0): SearchCase[] => everything.filter((_, index) => index % step === from);
const openFirst = (step: number): SearchCase[] => every(step).map((known) => ({ ...known, orderBy: 'STATUS_ASC' }));

/** The whole result in the documented order, by one statement that knows no index and no block. */
async function byHand({ filter, orderBy, query, where }: SearchCase): Promise<string[]> {
  const found = `${rowsWithWords} where ${where} and ${query === null ? 'true' : `words @@ $q$${query}$q$::tsquery`}`;
  const rows = await database.sql<{ id: string }>(
    `select tender_id as id from ${orderedByHand({ orderBy, query }, found, JSON.stringify(filter).includes('USD') ? 'USD' : 'ZAR')}`,
  );
  return rows.map(({ id }) => id);
}

function orderedByHand(
  { orderBy, query }: Pick<SearchCase, 'orderBy' | 'query'>,
  found: string,
  currency: string,
): string {
  if (orderBy === 'RELEVANCE') {
    return `(select * from ${found} order by published_at desc nulls last, tender_id desc limit ${rankedMax}) newest
      order by floor(ts_rank_cd(words, $q$${query}$q$::tsquery, 1)::float8 * 1000000 + 0.5) desc,
        coalesce(${isOpen}, false) desc, tender_id desc`;
  }
  const [, name = 'PUBLISHED', direction = 'DESC'] =
    /^([A-Z]+).*_([A-Z]+)$/u.exec(orderBy.replace('STATUS_ASC', '')) ?? [];
  const column = {
    CLOSING: 'closing_at',
    PUBLISHED: 'published_at',
    VALUE: `case when value_currency = '${currency}' then value_amount end`,
  }[name];
  // Ids follow the direction, but not of tenders that do not state what is ordered by.
  return `${found} order by ${orderBy === 'STATUS_ASC' ? `coalesce(${isOpen}, false) desc,` : ''} ${column} ${direction} nulls last, case when ${column} is not null then tender_id end ${direction}, tender_id`;
}

/** Ids page by page, as a client fetches them, and where it could go on. */
async function walk(
  { search, filter, orderBy }: SearchCase,
  { after, first = pageSize, pagesMax = 100 }: { after?: string | undefined; first?: number; pagesMax?: number } = {},
): Promise<{ ids: string[]; cursor: string | undefined }> {
  const ids: string[] = [];
  let cursor = after;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const input = { search, filter, orderBy, first, after: cursor };
    const { edges, hasNextPage } = await searchTenders(input, searchScope(hub, { actor: anonymous, now })).page();
    ids.push(...edges.map(({ tenderId }) => tenderId));
    cursor = edges.at(-1)?.cursor ?? cursor;
    if (!hasNextPage) break;
  }
  return { ids, cursor };
}

/** Ids by packed blocks alone, one page or all; null when they refuse. */
function packedPages(
  { search, filter, orderBy }: SearchCase,
  { db, pagesMax = 100 }: { db?: ReadClient; pagesMax?: number } = {},
): Promise<string[] | null> {
  const request = parseSearch({ search, filter, orderBy });
  const query = { search, filter: request.filter, now };
  return hub.as(anonymous).readPublic(async (own) => {
    const ids: string[] = [];
    let after: SearchPosition | null = null;
    for (let pages = 0; pages < pagesMax; pages += 1) {
      const rows: SearchPosition[] | null =
        orderBy === 'RELEVANCE' || orderBy === 'STATUS_ASC'
          ? await findRelevantInSegments(db ?? own, { ...query, orderBy }, { after, limit: pageSize })
          : await findSortedInSegments(db ?? own, { ...query, orderBy }, { after, limit: pageSize });
      if (rows === null) return null;
      ids.push(...rows.map(({ tenderId }) => tenderId));
      after = rows.at(-1) ?? null;
      if (rows.length < pageSize) break;
    }
    return ids;
  });
}

/** The first page by packed blocks; null when they refuse. */
const packedPage = (searchCase: SearchCase, db?: ReadClient) =>
  packedPages(searchCase, { pagesMax: 1, ...(db && { db }) });

async function expectRight(list: readonly SearchCase[]): Promise<void> {
  for (const searchCase of list) {
    const expected = await byHand(searchCase);
    expect({ ...searchCase, ids: (await walk(searchCase)).ids }).toEqual({ ...searchCase, ids: expected });
  }
}

/** Whether packed blocks may know rows only roughly and can then refuse: words that follow one another, and amounts. */
const isRough = ({ search = '', filter }: SearchCase): boolean => /["/]/u.test(search) || 'value' in filter;

/** Also that they are found in packed blocks, and not because these refuse and rows are searched instead. */
async function expectRightAndPacked(list: readonly SearchCase[]): Promise<void> {
  for (const [index, searchCase] of list.entries()) {
    const expected = await byHand(searchCase);
    const packed = await packedPages(searchCase);
    if (packed !== null || !isRough(searchCase))
      expect({ ...searchCase, packed }).toEqual({ ...searchCase, packed: expected });
    // As clients walk: of those that packed blocks have answered, some will do.
    if (packed === null || index % 4 === 0)
      expect({ ...searchCase, ids: (await walk(searchCase)).ids }).toEqual({ ...searchCase, ids: expected });
  }
}

const caseOf = (search: string, orderBy: SearchOrder, filter = 0): SearchCase => {
  const [given, where] = filters[filter] ?? [{}, 'true'];
  const query = texts.find(([text]) => text === search)?.[1] ?? null;
  return { search, filter: given, orderBy, query, where };
};

const allOrders = ['RELEVANCE', ...orders] as const;

describe('pages of every order, for several texts and filters', () => {
  beforeAll(async () => {
    await open();
    for (const [place, id] of buyers.entries())
      await database.sql('insert into tenders.buyer (id, key, name) values ($1, $2, $2)', [id, `test:${place}`]);
    await add(360);
    await database.sql('analyze tenders.tender_search');
  });
  afterAll(close);

  test('are to be found at all: each text and each filter finds something, and not everything twice', async () => {
    const lists = await Promise.all(everything.filter(({ orderBy }) => orderBy === 'CLOSING_AT_ASC').map(byHand));
    expect(lists).toHaveLength(texts.length * filters.length);
    expect(lists.filter((ids) => ids.length === 0)).toHaveLength(0);
    expect(new Set(lists.map((ids) => ids.join())).size).toBeGreaterThan(200);
  });

  test('are those of one statement over all rows, as long as nothing is packed', async () => {
    for (const orderBy of allOrders) expect(await packedPage(caseOf('request', orderBy))).toBeNull();
    await expectRight([...every(5), ...openFirst(31)]);
  });

  test('are the same when all is packed', async () => {
    expect(await pack()).toEqual({ packed: 1, isComplete: true });
    await expectRightAndPacked(every(2, 1));
    await expectRight(openFirst(19));
  });

  test('are the same out of several blocks, one of which is not packed', async () => {
    await beginBlock();
    await add(150);
    // With as many blocks to be searched by rows, packed ones would save little.
    expect(await packedPage(caseOf('request', 'CLOSING_AT_ASC'))).toBeNull();
    for (let block = 0; block < 2; block += 1) {
      await beginBlock();
      await add(150);
    }
    expect(await pack()).toEqual({ packed: 3, isComplete: true });
    await beginBlock();
    await add(150);
    await expectRightAndPacked(every(5, 2));
  });

  test('weigh the newest 500 of more hits, though others were published at the same time as the last of them', async () => {
    const [border] = await database.sql<{ hits: number; newer: number; tied: number }>(`
      with hits as (select published_at as at from ${rowsWithWords} where words @@ 'request'),
        last as (select at from hits order by at desc nulls last offset ${rankedMax - 1} limit 1)
      select (select count(*)::int from hits) as hits, (select count(*)::int from hits, last where hits.at > last.at) as newer,
        (select count(*)::int from hits, last where hits.at = last.at) as tied`);
    expect(border?.hits).toBe(960);
    expect(border?.newer).toBeLessThan(rankedMax);
    expect((border?.newer ?? 0) + (border?.tied ?? 0)).toBeGreaterThan(rankedMax);
    const searchCase = caseOf('request', 'RELEVANCE');
    const { ids } = await walk(searchCase);
    expect(ids).toHaveLength(rankedMax);
    expect(ids).toEqual(await byHand(searchCase));
  });

  test('are right when rows have changed since: few of a block, many of another, and numbers given by hand', async () => {
    const changed = (block: number, count: number, change: string): Promise<unknown> =>
      database.sql(
        `with few as (select tender_id from tenders.tender_search where doc >> 13 = ${block} order by tender_id limit ${count}) ${change}`,
      );
    const inFew = 'where tender_id in (select tender_id from few)';
    const [first = 0, second = 0, third = 0] = (await packedBlocks()).map(({ block }) => block);
    await changed(first, 15, `delete from tenders.tender_search ${inFew}`);
    await changed(
      first,
      20,
      `update tenders.tender_search set closing_at = '2096-04-01T00:00:00.000001Z', value_amount = null ${inFew}`,
    );
    await changed(
      first,
      5,
      `update tenders.tender_words set words = to_tsvector('tenders.words', 'request pump supply') ${inFew}`,
    );
    await changed(
      second,
      70,
      `update tenders.tender_search set published_at = '2096-02-10T08:00:00Z', cidb = '{GB3}' ${inFew}`,
    );
    // Rows come into places of packed blocks that were empty, and leave them for others.
    await changed(
      second,
      3,
      `, gone as (delete from tenders.tender_search ${inFew} returning *) insert into tenders.tender_search overriding system value
       select row.* from gone, jsonb_populate_record(null::tenders.tender_search,
         to_jsonb(gone) || jsonb_build_object('doc', gone.doc + (${third} - ${second}) * 8192 + 4000)) as row`,
    );
    await changed(third, 2, `update tenders.tender_search set doc = default ${inFew}`);
    await add(10);
    expect(await marks()).toEqual([
      { block: first, places: 40 },
      { block: second, places: 73 },
      { block: third, places: 5 },
      { block: 8, places: 162 },
    ]);
    await expectRightAndPacked(every(4));
  });

  test('are right when a change is committed between two of them', async () => {
    for (const orderBy of allOrders) {
      const searchCase = caseOf('Pumps', orderBy);
      const before = await byHand(searchCase);
      const { ids, cursor } = await walk(searchCase, { pagesMax: 1 });
      expect(ids).toEqual(before.slice(0, pageSize));
      const [gone, model, mover] = [before[pageSize], before[pageSize + 2], before.at(-1)];
      await database.sql('delete from tenders.tender_search where tender_id = $1', [gone]);
      await database.sql(
        `with words as (
           update tenders.tender_words set words = (select words from tenders.tender_words where tender_id = $1) where tender_id = $2)
         update tenders.tender_search s set (closing_at, published_at, value_amount) =
          (select m.closing_at, m.published_at, m.value_amount from tenders.tender_search m where m.tender_id = $1)
         where s.tender_id = $2`,
        [model, mover],
      );
      const after = await byHand(searchCase);
      const last = after.indexOf(ids.at(-1) ?? '');
      expect(after).not.toContain(gone);
      expect({ orderBy, ids: (await walk(searchCase, { after: cursor })).ids }).toEqual({
        orderBy,
        ids: after.slice(last + 1),
      });
    }
  });

  test('know what another transaction has not finished only once it has', async () => {
    const list = allOrders.map((orderBy) => caseOf('road maintenance', orderBy));
    const before = await Promise.all(list.map(byHand));
    const found = async (): Promise<string[][]> =>
      (await Promise.all(list.map((searchCase) => walk(searchCase)))).map(({ ids }) => ids);
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('delete from tenders.tender_search where tender_id = any ($1)', [before.map(([id]) => id)]);
      await client.query(
        `update tenders.tender_search set closing_at = '2096-05-05', published_at = '2096-02-11', value_amount = 77
        where tender_id = any ($1)`,
        [before.map((ids) => ids.at(-1))],
      );
      expect(await found()).toEqual(before);
      await pack();
      expect(await found()).toEqual(before);
      await client.query('commit');
    } finally {
      client.release();
    }
    const after = await Promise.all(list.map(byHand));
    expect(after).not.toEqual(before);
    expect(await found()).toEqual(after);
  });

  test('are read anew when blocks have been packed again', async () => {
    expect(await pack()).toMatchObject({ isComplete: true });
    const before = await packedBlocks();
    await database.sql(
      `update tenders.tender_search set category = 'Roads', published_at = '2096-02-10T08:00:00Z' where doc & 7 = 0`,
    );
    expect(await pack()).toEqual({ packed: 5, isComplete: true });
    await database.sql('vacuum tenders.tender_search');
    expect(await packedBlocks()).not.toEqual(before);
    expect(await marks()).toEqual([]);
    await expectRightAndPacked(every(5, 3));
  });

  test('are those of the moment they are answered in, whatever they had read before a change', async () => {
    const makers: ((amount: number) => SearchCase)[] = [
      () => caseOf('Pumps', 'RELEVANCE'),
      () => caseOf('Pumps', 'CLOSING_AT_ASC'),
      () => caseOf('"road maintenance"', 'PUBLISHED_AT_DESC'),
      // Finds nothing before the change: then there is no row to read the state with.
      (amount) => ({
        ...caseOf('Pumps', 'VALUE_ASC'),
        filter: { value: { min: String(amount), max: String(amount) } },
        where: `value_amount = ${amount}`,
      }),
    ];
    for (const make of makers) {
      for (const andPack of make(0).orderBy === 'CLOSING_AT_ASC' ? [false, true] : [false]) {
        // A change before the first statement, before the second, and so on, until there is none left.
        for (let statement = 1; ; statement += 1) {
          const change = changeBefore(statement, { andPack });
          const one = make(change.amount);
          const page = await hub.as(anonymous).readPublic((db) => packedPage(one, change.during(db)));
          if (!change.isMade()) break;
          // What was about to be read may be gone when all has been packed again: then rows are searched.
          if (page === null && andPack) continue;
          expect({ one, statement, page }).toEqual({ one, statement, page: (await byHand(one)).slice(0, pageSize) });
        }
      }
    }
    const restless = changeBefore('each', { andPack: false });
    expect(
      await hub.as(anonymous).readPublic((db) => packedPage(caseOf('Pumps', 'CLOSING_AT_ASC'), restless.during(db))),
    ).toBeNull();
  });

  test('are right while blocks that were packed anew are still being read', async () => {
    for (let block = 0; block < 8; block += 1) {
      await beginBlock();
      await add(20);
    }
    await pack();
    for (const orderBy of ['RELEVANCE', 'VALUE_DESC'] as const) {
      const searchCase = caseOf('request', orderBy);
      expect(await packedPage(searchCase)).toEqual((await byHand(searchCase)).slice(0, pageSize));
      // Six of thirteen: too many to be waited for, and too few to wait for all.
      await database.sql(
        `update tenders.tender_search set published_at = '2096-03-01', value_amount = coalesce(value_amount, 0) + 9e16
         where doc >> 13 in (select block from tenders.search_block order by block desc limit 6)`,
      );
      expect(await pack()).toEqual({ packed: 6, isComplete: true });
      expect(await packedPage(searchCase)).toEqual((await byHand(searchCase)).slice(0, pageSize));
    }
  });

  test('find tenders that never close, open or are published, in orders by something else', async () => {
    const others = (column: string): SearchCase[] => every(3).filter(({ orderBy }) => !orderBy.startsWith(column));
    await database.sql(`update tenders.tender_search set closing_at = 'infinity' where doc & 15 = 3`);
    await pack();
    await expectRightAndPacked(others('CLOSING').filter((_, index) => index % 3 === 0));
    await database.sql(
      `update tenders.tender_search set closing_at = published_at, published_at = 'infinity' where doc & 15 = 3`,
    );
    await pack();
    await expectRightAndPacked(others('PUBLISHED').filter((_, index) => index % 3 === 1));
  });
});

const packedBlocks = (): Promise<{ block: number; revision: string }[]> =>
  database.sql('select block, revision_id::text as revision from tenders.search_block order by block');

/** How many places of each block are marked as changed. */
function marks(): Promise<{ block: number; places: number }[]> {
  return database.sql(
    'select block, sum(cardinality(places))::int as places from tenders.search_change group by block order by block',
  );
}

let changesPrepared = 0;

/** A change that is committed just before a statement is sent, to a row that then has an amount like no other. */
function changeBefore(statement: number | 'each', { andPack }: { andPack: boolean }) {
  const amount = 700_000 + (changesPrepared += 1);
  let sent = 0;
  let isMade = false;
  const during = (db: ReadClient): ReadClient =>
    new Proxy(db, {
      get(target, name) {
        if (name !== '$queryRaw') return Reflect.get(target, name) as unknown;
        return async (...sql: Parameters<ReadClient['$queryRaw']>) => {
          sent += 1;
          if (statement === 'each' || sent === statement) {
            isMade = true;
            await database.sql(`
              with hit as materialized (select tender_id from ${rowsWithWords} where words @@ 'pump'
                order by md5(tender_id::text || '${amount} ${sent}') limit 1),
              words as (update tenders.tender_words w set words = to_tsvector('tenders.words', 'pumps request road maintenance')
                from hit where w.tender_id = hit.tender_id)
              update tenders.tender_search s set closing_at = '2096-03-15T10:00:00Z', published_at = '2096-01-01',
                value_amount = ${amount}, value_currency = 'ZAR' from hit where s.tender_id = hit.tender_id`);
            // Blocks of before are then gone, and new ones there.
            if (andPack) await pack();
          }
          return target.$queryRaw(...sql);
        };
      },
    });
  return { amount, during, isMade: () => isMade };
}

describe('pages of what lies in one place', () => {
  beforeAll(async () => {
    await open();
    await fill(6_000, { words: 'request', published: `'2096-01-01'`, closing: `'2096-05-01'` });
    await database.sql('analyze tenders.tender_search');
    expect(await pack()).toEqual({ packed: 1, isComplete: true });
  });
  afterAll(close);

  /** Adds tenders that have all but their values in common. */
  async function fill(
    count: number,
    { words, published, closing }: Record<'words' | 'published' | 'closing', string>,
  ): Promise<void> {
    await database.sql(
      `with tender as (insert into tenders.tender (ocid, source_id, title, lifecycle)
        select gen_random_uuid()::text, s.id, n::text, 'LIVE' from generate_series(1, ${count}) n, (select id from tenders.source limit 1) s
        returning id, title::int as n),
      text as (insert into tenders.tender_words (tender_id, words) select id, to_tsvector('tenders.words', '${words}') from tender)
      insert into tenders.tender_search (tender_id, lifecycle, published_at, closing_at, value_amount, value_currency)
      select id, 'LIVE', timestamptz ${published}, timestamptz ${closing}, n, 'ZAR' from tender`,
    );
  }

  test('are found by rows where more tenders tie than are ever fetched at once', async () => {
    for (const orderBy of allOrders) {
      const searchCase: SearchCase = { search: 'request', filter: {}, orderBy, query: `'request'`, where: 'true' };
      const isTied = !orderBy.startsWith('VALUE');
      const page = await packedPage(searchCase);
      const expected = await byHand(searchCase);
      expect({ orderBy, page }).toEqual({ orderBy, page: isTied ? null : expected.slice(0, pageSize) });
      expect((await walk(searchCase, { first: 100, pagesMax: 3 })).ids).toEqual(expected.slice(0, 300));
    }
  });

  test('are right where many that only may have a phrase come before those that have it, packed and not', async () => {
    await beginBlock();
    // The newest have both words, and not one after the other.
    await fill(1_400, {
      words: 'pump supply',
      published: `'2096-03-01' + n * interval '1 minute'`,
      closing: `'2096-06-01' + n * interval '1 hour'`,
    });
    await fill(100, {
      words: 'supply of pumps',
      published: `'2096-02-01' + n * interval '1 minute'`,
      closing: `'2096-09-01' + n * interval '1 hour'`,
    });
    expect(await pack()).toEqual({ packed: 1, isComplete: true });
    await beginBlock();
    await fill(600, {
      words: 'supply of pumps',
      published: `'2095-02-01' + n * interval '1 minute'`,
      closing: `'2096-10-01' + n * interval '1 hour'`,
    });
    for (const orderBy of allOrders) {
      const searchCase: SearchCase = {
        search: '"supply of pumps"',
        filter: {},
        orderBy,
        query: `'suppli' <2> 'pump'`,
        where: 'true',
      };
      const expected = await byHand(searchCase);
      expect(expected).toHaveLength(orderBy === 'RELEVANCE' ? rankedMax : 700);
      expect({ orderBy, ids: (await walk(searchCase, { first: 100 })).ids }).toEqual({ orderBy, ids: expected });
    }
  });
});
