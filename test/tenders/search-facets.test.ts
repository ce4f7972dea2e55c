import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase, ReadClient } from '@hub/runtime/database';
import { searchTenders } from '@hub/tenders/search';
import { countSegments } from '@hub/tenders/search/segment-counts';
import { packSegments } from '@hub/tenders/search/pack-segments';
import { tenderStatusAt } from '@hub/tenders/ocds';
import { parseSearch } from '@hub/tenders/search/search-request';
import { valueRanges, facetNames, type FacetName } from '@hub/tenders/search-index';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { searchScope } from '../kit/search-scope.js';
import { choices } from '../kit/sequence.js';
import { tendersHub } from '../kit/tenders-hub.js';

const now = new Date('2096-03-15T10:00:00.000Z');
const tendersMade = 600;

// Few values of each, so that every combination of filters finds something.
const lifecycles = ['LIVE', 'LIVE', 'LIVE', 'PLANNED', 'AWARDED', 'COMPLETE', 'CANCELLED', 'UNKNOWN'] as const;
const provinces = ['GAUTENG', 'LIMPOPO', 'NATIONAL', null];
const procurementCategories = ['goods', 'works', null];
const methods = ['open', 'limited', null];
const categories = ['Civil engineering', `Services: "General"`, null];
const currencies = ['ZAR', 'ZAR', 'USD', null];
const amounts = [null, null, '0', '100000', '100000.01', '999999999.9', '5000000'];
// Microseconds around the moment of the search.
const instants = [
  null,
  '2096-03-15T10:00:00.000000Z',
  '2096-03-15T09:59:59.999999Z',
  '2096-03-15T10:00:00.000001Z',
  '2096-05-01T00:00:00Z',
  'infinity',
  '2095-01-01T00:00:00Z',
];
const publishings = [
  null,
  '2096-01-01T00:00:00.000000Z',
  '2096-01-01T00:00:00.000001Z',
  '2095-12-31T23:59:59.999999Z',
  '2096-02-10T08:00:00Z',
];
const words = ['request', 'road', 'pump', 'tyre', 'supply'];
const designations: readonly string[][] = [[], [], ['GB3'], ['GB7', 'CE2'], ['*5'], ['CE*'], ['GB2PE']];
const buyers = Array.from({ length: 3 }, () => randomUUID());

interface Made {
  id: string;
  lifecycle: (typeof lifecycles)[number];
  province: string | null;
  procurementCategory: string | null;
  method: string | null;
  category: string | null;
  buyerId: string | null;
  amount: string | null;
  currency: string | null;
  opensAt: string | null;
  closingAt: string | null;
  presumedUntil: string | null;
  publishedAt: string | null;
  hasBriefing: boolean;
  words: readonly string[];
  cidb: readonly string[];
}

const { next, oneOf } = choices(20_960_315);

function make(): Made {
  const amount = oneOf(amounts);
  return {
    id: randomUUID(),
    lifecycle: oneOf(lifecycles),
    province: oneOf(provinces),
    procurementCategory: oneOf(procurementCategories),
    method: oneOf(methods),
    category: oneOf(categories),
    buyerId: oneOf([...buyers, null]),
    amount,
    currency: amount === null ? null : oneOf(currencies),
    opensAt: oneOf(instants),
    closingAt: oneOf(instants),
    presumedUntil: oneOf(instants),
    publishedAt: oneOf(publishings),
    hasBriefing: next(2) === 0,
    words: ['request', ...words.filter(() => next(2) === 0)],
    cidb: oneOf(designations),
  };
}

let database: TestDatabase;
let hub: HubDatabase;
let pool: pg.Pool;
const made: Made[] = [];

async function add(count: number): Promise<void> {
  const rows = Array.from({ length: count }, make);
  await database.sql(
    `with input as (select * from jsonb_to_recordset($1) as i(id uuid, lifecycle text, province text, "procurementCategory" text,
        method text, category text, "buyerId" uuid, amount numeric, currency text, "opensAt" timestamptz, "closingAt" timestamptz,
        "presumedUntil" timestamptz, "publishedAt" timestamptz, "hasBriefing" boolean, words text[], cidb text[])),
      tender as (insert into tenders.tender (id, ocid, source_id, title, lifecycle)
        select i.id, i.id::text, s.id, 'x', i.lifecycle from input i, (select id from tenders.source limit 1) s),
      text as (insert into tenders.tender_words (tender_id, words)
        select id, to_tsvector('tenders.words', array_to_string(words, ' ')) from input)
    insert into tenders.tender_search (tender_id, lifecycle, province, procurement_category, method, category, buyer_id,
      value_amount, value_currency, published_at, opens_at, closing_at, presumed_until, has_briefing, cidb)
    select id, lifecycle, province, "procurementCategory", method, category,
      "buyerId", amount, currency, "publishedAt", "opensAt", "closingAt", "presumedUntil", "hasBriefing", cidb from input`,
    [JSON.stringify(rows)],
  );
  made.push(...rows);
}

async function remove(count: number): Promise<void> {
  const gone = made.splice(0, count).map(({ id }) => id);
  await database.sql('delete from tenders.tender where id = any ($1)', [gone]);
}

/** Numbers go on in a later block, so that there are several. */
async function beginBlock(): Promise<void> {
  await database.sql(
    `select setval(pg_get_serial_sequence('tenders.tender_search', 'doc'), ((max(doc) >> 13) + 3) * 8192) from tenders.tender_search`,
  );
}

const pack = (): Promise<unknown> => packSegments(pool, new AbortController().signal);

beforeAll(async () => {
  database = await testDatabase();
  hub = tendersHub(database, 4);
  pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 2 });
  pool.on('error', () => undefined);
  for (const [place, id] of buyers.entries()) {
    await database.sql('insert into tenders.buyer (id, key, name) values ($1, $2, $2)', [id, `test:${place}`]);
  }
  await add(tendersMade);
  await database.sql('analyze tenders.tender_search');
});
afterAll(async () => {
  await hub.close();
  await pool.end();
  await database.drop();
});

type Filter = Record<string, unknown>;
type Judge = (tender: Made) => boolean;

interface SearchCase {
  search?: string;
  filter: Filter;
  /** By the facet that leaves it out. */
  judges: Map<FacetName | 'text' | 'more', Judge>;
}

const statusOf = ({ lifecycle, opensAt, closingAt, presumedUntil }: Made): string =>
  tenderStatusAt(
    { lifecycle, opensAt: dateOf(opensAt), closingAt: dateOf(closingAt), presumedUntil: dateOf(presumedUntil) },
    now,
  );
// Rounded up to a millisecond, a time lies on the same side of a whole one.
function dateOf(text: string | null): Date | null {
  if (text === null) return null;
  if (text === 'infinity') return new Date(8.64e15);
  return new Date(Date.parse(text) + (/[1-9]\d{0,2}Z$/u.test(text.slice(-4)) && text.length > 24 ? 1 : 0));
}

const filters: Record<FacetName, [Filter, Judge]> = {
  provinces: [{ provinces: ['LIMPOPO'] }, ({ province }) => province === 'LIMPOPO' || province === 'NATIONAL'],
  statuses: [{ statuses: ['OPEN', 'UNKNOWN'] }, (tender) => ['OPEN', 'UNKNOWN'].includes(statusOf(tender))],
  procurementCategories: [
    { procurementCategories: ['WORKS'] },
    ({ procurementCategory }) => procurementCategory === 'works',
  ],
  methods: [{ methods: ['OPEN'] }, ({ method }) => method === 'open'],
  categories: [{ categories: ['Civil engineering'] }, ({ category }) => category === 'Civil engineering'],
  buyers: [{ buyerIds: buyers.slice(0, 2) }, ({ buyerId }) => buyers.slice(0, 2).some((id) => id === buyerId)],
  values: [
    { value: { min: '100000.01', currency: 'ZAR' } },
    ({ amount, currency }) => amount !== null && currency === 'ZAR' && Number(amount) >= 100_000.01,
  ],
  briefing: [{ hasBriefing: true }, ({ hasBriefing }) => hasBriefing],
};

const searches: [string, Judge][] = [
  ['request', () => true],
  ['road -pump', ({ words: has }) => has.includes('road') && !has.includes('pump')],
  ['tyre OR supply', ({ words: has }) => has.includes('tyre') || has.includes('supply')],
  // Of a word that is not looked for the place counts all the same.
  ['"request the road"', ({ words: has }) => has.some((word, at) => word === 'request' && has[at + 2] === 'road')],
  // The beginning of one word, and of two.
  ['pum*', ({ words: has }) => has.includes('pump')],
  ['r* tyr*', ({ words: has }) => has.includes('tyre')],
];

/** Microseconds since 1970: a date ends at milliseconds. */
function microseconds(text: string): bigint {
  const [seconds = '', fraction = ''] = text.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000n + BigInt(fraction.padEnd(6, '0'));
}

function isWithin(text: string | null, { from, before }: { from?: string; before?: string }): boolean {
  if (text === null) return false;
  if (text === 'infinity') return before === undefined;
  const at = microseconds(text);
  return (from === undefined || at >= microseconds(from)) && (before === undefined || at < microseconds(before));
}

// What no facet leaves out.
const furtherFilters: [Filter, Judge][] = [
  [{ closing: {} }, ({ closingAt }) => closingAt !== null],
  [{ closing: { from: now } }, ({ closingAt }) => isWithin(closingAt, { from: now.toISOString() })],
  [
    { closing: { before: now }, published: { from: new Date('2096-01-01T00:00:00Z') } },
    ({ closingAt, publishedAt }) =>
      isWithin(closingAt, { before: now.toISOString() }) && isWithin(publishedAt, { from: '2096-01-01T00:00:00Z' }),
  ],
  [{ published: {} }, ({ publishedAt }) => publishedAt !== null],
  [
    { published: { from: new Date('2095-12-31T23:59:59.999Z'), before: new Date('2096-01-01T00:00:00Z') } },
    ({ publishedAt }) => isWithin(publishedAt, { from: '2095-12-31T23:59:59.999Z', before: '2096-01-01T00:00:00Z' }),
  ],
  [
    { cidb: { holds: [{ class: 'GB', grade: 3 }] } },
    // Any class from grade 5 on is more than is held.
    ({ cidb }) => cidb.includes('GB3'),
  ],
  [
    { cidb: { holds: [{ class: 'GB', grade: 5, isPotentiallyEmerging: true }], unstated: 'INCLUDE' } },
    ({ cidb }) => cidb.length === 0 || cidb.some((key) => ['GB3', '*5', 'GB2PE'].includes(key)),
  ],
  [
    { cidb: { holds: [{ class: 'CE', grade: 2 }] }, closing: {} },
    ({ cidb, closingAt }) => cidb.some((key) => key.startsWith('CE')) && closingAt !== null,
  ],
];

// Texts are seven with none, and further filters nine: each meets each, and every set of facets filtered by.
function caseOf(number: number): SearchCase {
  const chosen = facetNames.filter((_, bit) => (number & (1 << bit)) !== 0);
  const [search, ofText] = searches[number % (searches.length + 1)] ?? [];
  const [further, ofMore] = furtherFilters[number % (furtherFilters.length + 1)] ?? [];
  const judges = new Map<FacetName | 'text' | 'more', Judge>(chosen.map((name) => [name, filters[name][1]]));
  if (ofText !== undefined) judges.set('text', ofText);
  if (ofMore !== undefined) judges.set('more', ofMore);
  const filter = Object.assign({}, ...chosen.map((name) => filters[name][0]), further);
  return { ...(search !== undefined && { search }), filter, judges };
}

function valueOf(name: FacetName, tender: Made): string | null {
  switch (name) {
    case 'provinces':
      return tender.province;
    case 'statuses':
      return statusOf(tender);
    case 'procurementCategories':
      return tender.procurementCategory;
    case 'methods':
      return tender.method;
    case 'categories':
      return tender.category;
    case 'buyers':
      return tender.buyerId;
    case 'briefing':
      return String(tender.hasBriefing);
    case 'values': {
      if (tender.amount === null) return 'UNDISCLOSED';
      if (tender.currency !== 'ZAR') return 'OTHER_CURRENCY';
      const amount = Number(tender.amount);
      return valueRanges.find(({ upTo }) => upTo !== null && amount <= Number(upTo))?.range ?? 'OVER_100M';
    }
  }
}

/** Counts by looking at every tender, which nothing can get wrong. */
function naively({ judges }: SearchCase): Record<string, unknown> {
  const meets = (tender: Made, except: FacetName | null): boolean =>
    [...judges].every(([name, judge]) => name === except || judge(tender));
  const facets = facetNames.map((name) => {
    const counts = new Map<string | null, number>();
    for (const tender of made.filter((one) => meets(one, name))) {
      const value = valueOf(name, tender);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [name, Object.fromEntries(counts)];
  });
  return { total: made.filter((tender) => meets(tender, null)).length, ...Object.fromEntries(facets) };
}

async function counted({ search, filter }: SearchCase): Promise<Record<string, unknown>> {
  const query = searchTenders({ search, filter }, searchScope(hub, { actor: anonymous, now }));
  const [total, ...facets] = await Promise.all([
    query.totalCount(),
    ...facetNames.map(async (name) => [name, await query.facet(name)] as const),
  ]);
  return {
    total,
    ...Object.fromEntries(
      facets.map(([name, counts]) => [name, Object.fromEntries(counts.map(({ value, count }) => [value, count]))]),
    ),
  };
}

/** Whether a search is answered from packed columns at all. */
async function isPacked(): Promise<boolean> {
  return (await packedTotal({ search: 'road', filter: { provinces: ['LIMPOPO'] } })) !== null;
}

/** A total from packed columns; null where they refuse. Before each statement something else may happen. */
function packedTotal(
  { search, filter: given }: Pick<SearchCase, 'search' | 'filter'>,
  meanwhile?: () => Promise<void>,
): Promise<number | null> {
  const { filter } = parseSearch({ search, filter: given });
  const query = { search, filter, orderBy: 'CLOSING_AT_ASC', now } as const;
  return hub.as(anonymous).readPublic(async (db) => {
    const counts = await countSegments(meanwhile === undefined ? db : sending(db, meanwhile), query, {
      facets: facetNames,
      currency: 'ZAR',
    });
    return counts && counts.total;
  });
}

function sending(db: ReadClient, before: () => Promise<void>): ReadClient {
  return new Proxy(db, {
    get(target, name) {
      if (name !== '$queryRaw') return Reflect.get(target, name) as unknown;
      return async (...sql: Parameters<ReadClient['$queryRaw']>) => {
        await before();
        return target.$queryRaw(...sql);
      };
    },
  });
}

/** Every combination of filters, or every so many-th: by five all texts and further filters still come. */
async function expectAllRight(step = 1): Promise<void> {
  for (let number = 0; number < 2 ** facetNames.length; number += step) {
    const searchCase = caseOf(number);
    expect({ number, ...(await counted(searchCase)) }).toEqual({ number, ...naively(searchCase) });
  }
}

describe('facets and totals, for every combination of filters and several texts', () => {
  test('are those of a count by hand, as long as nothing is packed', () => expectAllRight());

  test('are the same when columns are packed', async () => {
    await pack();
    const [left] = await database.sql<{ marks: number; blocks: number }>(
      `select (select count(*)::int from tenders.search_change) as marks, (select count(*)::int from tenders.search_block) as blocks`,
    );
    expect(left).toEqual({ marks: 0, blocks: 1 });
    expect(await isPacked()).toBe(true);
    await expectAllRight();
  });

  test('are right when some blocks are packed and others have changed since', async () => {
    for (let block = 0; block < 3; block += 1) {
      await beginBlock();
      await add(220);
    }
    await pack();
    await remove(20);
    expect(await isPacked()).toBe(true);
    await expectAllRight(5);
    // So many that all rows of their block are counted, and others of a block that is not packed.
    await remove(80);
    await beginBlock();
    await add(100);
    expect(await isPacked()).toBe(true);
    await expectAllRight(5);
  });

  test('are never counted half before a change and half after it', async () => {
    const searchCase = caseOf(5 * 7 * 9);
    const found: (number | null)[] = [];
    // A change before the first statement, before the second, and so on, until there is none left.
    for (let statement = 1; ; statement += 1) {
      let sent = 0;
      const total = await packedTotal(searchCase, async () => {
        sent += 1;
        if (sent === statement) await remove(1);
      });
      expect([null, naively(searchCase)['total']]).toContain(total);
      found.push(total);
      if (sent < statement) break;
    }
    expect(found[0]).not.toBeNull();
    expect(found.slice(1, -1)).toContain(null);
    expect(found.at(-1)).not.toBeNull();
  });

  test('count what another transaction has not finished only once it has', async () => {
    const searchCase = caseOf(0);
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('delete from tenders.tender_search where tender_id = $1', [made[0]?.id]);
      expect(await counted(searchCase)).toEqual(naively(searchCase));
      await pack();
      expect(await counted(searchCase)).toEqual(naively(searchCase));
      await client.query('commit');
    } finally {
      client.release();
    }
    made.shift();
    expect(await counted(searchCase)).toEqual(naively(searchCase));
    await pack();
    expect(await counted(searchCase)).toEqual(naively(searchCase));
  });
});
