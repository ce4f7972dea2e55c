import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { searchTenders, type TenderSearch } from '@hub/tenders/search';
import { searchEnvironmentFrom } from '@hub/tenders/search/search-environment';
import { searchScope } from '../kit/search-scope.js';
import { tendersHub } from '../kit/tenders-hub.js';
import { importKit, notice, type ImportKit } from './import-kit.js';

const now = new Date('2026-03-15T10:00:00Z');
const period = (endDate: string, startDate = '2026-03-01T00:00:00Z') => ({ tenderPeriod: { startDate, endDate } });

// Twelve tenders, each there for a reason.
const notices = [
  notice(1, {
    description: 'Construction of a bridge over the Kat river',
    ...period('2026-04-01T11:00:00Z'),
    value: { amount: 900, currency: 'ZAR' },
  }),
  notice(2, {
    description: 'Maintenance of roads',
    specialConditions: 'CIDB 7CE',
    ...period('2026-04-02T11:00:00Z'),
    province: 'Limpopo',
  }),
  notice(3, {
    description: 'Road maintenance and roadside cleaning',
    ...period('2026-04-03T11:00:00Z'),
    province: 'National',
  }),
  notice(4, { description: 'Supply of tractors', ...period('2026-03-14T11:00:00Z'), mainProcurementCategory: 'goods' }),
  notice(5, {
    description: 'Supply of tyres',
    ...period('2026-05-01T11:00:00Z', '2026-04-01T00:00:00Z'),
    procurementMethod: 'limited',
  }),
  notice(6, { description: 'Catering', status: 'cancelled' }),
  notice(
    7,
    { description: 'Security services', ...period('2026-03-10T11:00:00Z') },
    { awards: [{ id: 'a', status: 'active', suppliers: [{ name: 'Guard Ltd' }] }] },
  ),
  notice(8, {
    description: 'Painting of schools',
    value: { amount: 2500, currency: 'ZAR' },
    ...period('2026-04-01T11:00:00Z'),
  }),
  notice(9, { description: 'Consulting', value: { amount: 3000, currency: 'USD' }, ...period('2026-04-08T11:00:00Z') }),
  notice(10, { description: 'Archiving', tenderPeriod: {}, status: 'active', province: 'Northern Cape' }),
  notice(
    11,
    { description: 'Réparation de pompes', ...period('2026-04-09T11:00:00Z') },
    { buyer: { id: '9', name: 'Road Agency' } },
  ),
  notice(12, {
    description: 'Printing',
    ...period('2026-04-10T11:00:00Z'),
    category: 'Printing services',
    briefingSession: { isSession: true, date: '2026-03-20T10:00:00Z' },
  }),
];

let kit: ImportKit;
let hub: HubDatabase;
let numbers: Map<string, number>;

beforeAll(async () => {
  kit = await importKit();
  await kit.import(kit.file('tenders.json', notices));
  hub = tendersHub(kit.database, 4);
  const rows = await kit.database.sql<{ id: string; ocid: string }>('select id, ocid from tenders.tender');
  numbers = new Map(rows.map(({ id, ocid }) => [id, Number(ocid.split('-').at(-1))]));
});
afterAll(async () => {
  await hub.close();
  await kit.close();
});

function search(input: unknown): TenderSearch {
  return searchTenders(input, searchScope(hub, { actor: anonymous, now }));
}

async function found(input: unknown): Promise<number[]> {
  const { edges } = await search(input).page();
  return edges.map(({ tenderId }) => numbers.get(tenderId) ?? 0);
}

const sorted = async (input: unknown): Promise<number[]> =>
  (await found(input)).toSorted((left, right) => left - right);

describe('searching by text', () => {
  test('finds words by their stem, in title, number, buyer and conditions', async () => {
    expect(await sorted({ search: 'road' })).toEqual([2, 3, 11]);
    expect(await sorted({ search: 'tyre' })).toEqual([5]);
    expect(await sorted({ search: '7CE' })).toEqual([2]);
    expect(await sorted({ search: 'reparation' })).toEqual([11]);
  });

  test('weighs the title above the buyer', async () => {
    expect((await found({ search: 'road' })).at(-1)).toBe(11);
  });

  test('knows phrases, exclusion, alternatives and beginnings of words', async () => {
    expect(await sorted({ search: '"road maintenance"' })).toEqual([3]);
    expect(await sorted({ search: 'supply -tyres' })).toEqual([4]);
    expect(await sorted({ search: 'tractors OR tyres' })).toEqual([4, 5]);
    expect(await sorted({ search: 'constr*' })).toEqual([1]);
    expect(await sorted({ search: 'supply trac*' })).toEqual([4]);
  });

  test.each(['\'"\\', '"', '&|!():*', '***', '%_', '-- ; drop table', '\u0000', '\uD800', 'a:*b', '<->', 'or', '-'])(
    'takes %p without a fault',
    async (text) => {
      expect(await found({ search: text })).toEqual([]);
    },
  );

  test('marks where the words occur', async () => {
    const query = search({ search: 'bridge' });
    const { edges } = await query.page();
    const highlights = [...(await query.highlights(edges.map(({ tenderId }) => tenderId))).values()];
    expect(highlights).toEqual([
      [
        {
          field: 'TITLE',
          parts: [
            { text: 'Construction of a ', isHit: false },
            { text: 'bridge', isHit: true },
            { text: ' over the Kat river', isHit: false },
          ],
        },
      ],
    ]);
  });
});

describe('filtering', () => {
  test('by province also finds what is national', async () => {
    expect(await sorted({ filter: { provinces: ['LIMPOPO'] } })).toEqual([2, 3]);
  });

  test.each([
    ['OPEN', [1, 2, 3, 8, 9, 10, 11, 12]],
    ['PLANNED', [5]],
    ['CLOSED', [4]],
    ['AWARDED', [7]],
    ['CANCELLED', [6]],
    ['UNSUCCESSFUL', []],
  ])('by status %s goes by dates and cancellation', async (status, expected) => {
    expect(await sorted({ filter: { statuses: [status] } })).toEqual(expected);
  });

  test('by value keeps the undisclosed apart and never mixes currencies', async () => {
    expect(await sorted({ filter: { value: { min: '900' } } })).toEqual([1, 8]);
    expect(await sorted({ filter: { value: { min: '901', max: '2500' } } })).toEqual([8]);
    expect(await sorted({ filter: { value: { currency: 'USD' } } })).toEqual([9]);
    expect(await sorted({ filter: { value: { min: '2000' }, undisclosedValues: 'INCLUDE' } })).toEqual([
      2, 3, 4, 5, 6, 7, 8, 10, 11, 12,
    ]);
    expect(await sorted({ filter: { value: {}, undisclosedValues: 'ONLY' } })).toEqual([2, 3, 4, 5, 6, 7, 10, 11, 12]);
  });

  test('by buyer, category, method, briefing and closing window', async () => {
    const [agency] = await kit.database.sql<{ id: string }>(`select id from tenders.buyer where name = 'Road Agency'`);
    expect(await sorted({ filter: { buyerIds: [agency?.id] } })).toEqual([11]);
    expect(await sorted({ filter: { categories: ['Printing services'] } })).toEqual([12]);
    expect(await sorted({ filter: { procurementCategories: ['GOODS'] } })).toEqual([4]);
    expect(await sorted({ filter: { methods: ['LIMITED'] } })).toEqual([5]);
    expect(await sorted({ filter: { hasBriefing: true } })).toEqual([12]);
    const closing = { from: new Date('2026-04-01T09:00:00Z'), before: new Date('2026-04-02T09:00:00.001Z') };
    expect(await sorted({ filter: { closing } })).toEqual([1, 2, 8]);
  });
});

describe('filtering by CIDB designations held', () => {
  // What the importer reads out of texts is tested with its readers; here it is what a search makes of it.
  beforeAll(async () => {
    const stated = { 1: ['GB6'], 2: ['CE7', 'ME8'], 3: ['*3'], 4: ['SO*'], 5: ['GB2PE'], 8: ['GB9'] };
    await kit.database.sql(`update tenders.tender_search set cidb = '{}'`);
    for (const [number, keys] of Object.entries(stated)) {
      await kit.database.sql(
        `update tenders.tender_search set cidb = $2 where tender_id = (select id from tenders.tender where ocid = $1)`,
        [`ocds-9t57fa-${number}`, keys],
      );
    }
  });
  const holding = (holds: readonly object[], unstated = 'EXCLUDE') => sorted({ filter: { cidb: { holds, unstated } } });

  test('finds what one of them is enough for: its class or any, its grade or a lower one', async () => {
    expect(await holding([{ class: 'GB', grade: 6 }])).toEqual([1, 3]);
    expect(await holding([{ class: 'GB', grade: 5 }])).toEqual([3]);
    expect(await holding([{ class: 'gb', grade: 9 }])).toEqual([1, 3, 8]);
    expect(await holding([{ class: 'ME', grade: 8 }])).toEqual([2, 3]);
    expect(await holding([{ class: 'SO', grade: 1 }])).toEqual([4]);
    expect(await holding([{ class: 'EB', grade: 2 }])).toEqual([]);
    expect(
      await holding([
        { class: 'SO', grade: 2 },
        { class: 'CE', grade: 7 },
      ]),
    ).toEqual([2, 3, 4]);
  });

  test('finds what is for potentially emerging companies only for those who are', async () => {
    expect(await holding([{ class: 'GB', grade: 2 }])).toEqual([]);
    expect(await holding([{ class: 'GB', grade: 2, isPotentiallyEmerging: true }])).toEqual([5]);
  });

  test('leaves out what states nothing, unless that is asked for', async () => {
    expect(await holding([{ class: 'EB', grade: 1 }], 'INCLUDE')).toEqual([6, 7, 9, 10, 11, 12]);
  });

  test('is named where it leaves nothing over', async () => {
    const query = search({ search: 'bridge', filter: { cidb: { holds: [{ class: 'GB', grade: 1 }] } } });
    expect(await query.emptyReason()).toEqual({ kind: 'FILTERED_OUT', filters: ['cidb'] });
  });
});

describe('ordering and paging', () => {
  test.each([
    'STATUS_ASC',
    'CLOSING_AT_ASC',
    'CLOSING_AT_DESC',
    'PUBLISHED_AT_ASC',
    'PUBLISHED_AT_DESC',
    'VALUE_ASC',
    'VALUE_DESC',
  ])('%s visits every tender once, in pages of any size', async (orderBy) => {
    const whole = await found({ orderBy, first: 100 });
    expect(whole.toSorted((left, right) => left - right)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const first of [1, 5, 11]) expect(await throughPages({ orderBy, first })).toEqual(whole);
  });

  test('relevance is paged as well', async () => {
    const input = { search: 'supply OR road OR services OR bridge' };
    expect(await throughPages({ ...input, first: 2 })).toEqual(await found({ ...input, first: 100 }));
  });

  test('puts what states no value in the currency last, in both directions', async () => {
    const first = async (orderBy: string) => (await found({ orderBy })).slice(0, 3);
    expect((await first('VALUE_ASC')).slice(0, 2)).toEqual([1, 8]);
    expect((await first('VALUE_DESC')).slice(0, 2)).toEqual([8, 1]);
    // 9 is in dollars, and comes among those that state none.
    expect([(await first('VALUE_ASC'))[2], (await first('VALUE_DESC'))[2]]).not.toContain(9);
    expect((await found({ orderBy: 'CLOSING_AT_DESC' })).at(-1)).toBe(10);
  });

  test('goes on in another process that has the same secret, and in no other', async () => {
    const of = (INTERNAL_SECRET_TENDERS: string) => searchEnvironmentFrom({ INTERNAL_SECRET_TENDERS });
    const [here, there, elsewhere] = [of('s'.repeat(32)), of('s'.repeat(32)), of('t'.repeat(32))];
    const pageIn = (searching: typeof here, after?: string) =>
      searchTenders({ search: 'road', first: 1, after }, searchScope(hub, { actor: anonymous, now, searching }));
    const first = await pageIn(here).page();
    const cursor = first.edges[0]?.cursor;
    const second = await pageIn(there, cursor).page();
    expect(second.edges).toHaveLength(1);
    expect(second.edges[0]?.tenderId).not.toBe(first.edges[0]?.tenderId);
    for (const searching of [elsewhere, searchEnvironmentFrom({})]) {
      expect(() => pageIn(searching, cursor)).toThrow('The cursor does not belong to this search.');
    }
  });

  async function throughPages(input: Record<string, unknown>): Promise<number[]> {
    const seen: number[] = [];
    let after: string | undefined;
    for (;;) {
      const { edges, hasNextPage } = await search({ ...input, after }).page();
      seen.push(...edges.map(({ tenderId }) => numbers.get(tenderId) ?? 0));
      after = edges.at(-1)?.cursor;
      if (!hasNextPage) return seen;
    }
  }
});

describe('counting', () => {
  test('counts exactly, and by province as if none had been asked for', async () => {
    const query = search({ filter: { provinces: ['LIMPOPO'], statuses: ['OPEN'] } });
    expect(await query.totalCount()).toBe(2);
    expect(await query.facet('provinces')).toEqual([
      { value: 'GAUTENG', count: 5 },
      { value: 'LIMPOPO', count: 1 },
      { value: 'NATIONAL', count: 1 },
      { value: 'NORTHERN_CAPE', count: 1 },
    ]);
  });

  test('counts by every field, each as if it had not been filtered by', async () => {
    const query = search({
      filter: {
        statuses: ['OPEN'],
        procurementCategories: ['GOODS'],
        value: { max: '1000' },
        undisclosedValues: 'INCLUDE',
        hasBriefing: false,
      },
    });
    expect(await query.totalCount()).toBe(0);
    expect(await query.facet('statuses')).toEqual([{ value: 'CLOSED', count: 1 }]);
    expect(await query.facet('procurementCategories')).toEqual([{ value: null, count: 5 }]);
    const all = search({});
    expect(await all.facet('values')).toEqual([
      { value: 'UNDISCLOSED', count: 9 },
      { value: 'UP_TO_100K', count: 2 },
      { value: 'OTHER_CURRENCY', count: 1 },
    ]);
    expect(await all.facet('statuses')).toEqual([
      { value: 'OPEN', count: 8 },
      { value: 'AWARDED', count: 1 },
      { value: 'CANCELLED', count: 1 },
      { value: 'CLOSED', count: 1 },
      { value: 'PLANNED', count: 1 },
    ]);
    expect(await all.facet('briefing')).toEqual([
      { value: 'false', count: 11 },
      { value: 'true', count: 1 },
    ]);
    expect(await all.facet('methods')).toEqual([
      { value: null, count: 11 },
      { value: 'limited', count: 1 },
    ]);
    expect((await all.facet('buyers')).map(({ count }) => count)).toEqual([11, 1]);
  });

  test('counts nothing before it is asked, and what is asked for together in one go', async () => {
    const database = hub.as(anonymous);
    let reads = 0;
    const counting: typeof database = {
      ...database,
      readPublic(query) {
        reads += 1;
        return database.readPublic(query);
      },
    };
    const scope = { ...searchScope(hub, { actor: anonymous, now }), database: counting };
    const query = searchTenders({ search: 'road' }, scope);
    expect(reads).toBe(0);
    await Promise.all([query.totalCount(), query.facet('provinces'), query.facet('values')]);
    expect(reads).toBe(1);
    await query.facet('provinces');
    expect(reads).toBe(1);
  });

  test('says why nothing was found', async () => {
    expect(await search({ search: 'bridge' }).emptyReason()).toBeNull();
    expect(await search({ search: 'zeppelin' }).emptyReason()).toEqual({ kind: 'NO_MATCH' });
    expect(await search({ search: 'the of and' }).emptyReason()).toEqual({ kind: 'ONLY_COMMON_WORDS' });
    expect(await search({ search: 'bridge', filter: { provinces: ['LIMPOPO'] } }).emptyReason()).toEqual({
      kind: 'FILTERED_OUT',
      filters: ['provinces'],
    });
  });

  test('says where a list has ended', async () => {
    const { edges } = await search({ search: 'bridge' }).page();
    const beyond = search({ search: 'bridge', after: edges[0]?.cursor });
    expect([await beyond.emptyReason(), await beyond.totalCount()]).toEqual([{ kind: 'END_OF_LIST' }, 1]);
  });

  test('names sources that are silent, and blames them where nothing else is to blame', async () => {
    const silent = `update tenders.source set last_run_at = $1, last_success_at = $1, kind = $2, is_enabled = $3 where name = 'za-etenders'`;
    const title = 'National Treasury eTenders, South Africa';
    const longAgo = '2026-01-01T00:00:00Z';
    await kit.database.sql(silent, [longAgo, 'za-etenders', true]);
    expect(await search({ search: 'zeppelin' }).emptyReason()).toEqual({ kind: 'STALE_SOURCE', staleSources: [title] });
    expect(await search({ search: 'bridge', filter: { provinces: ['LIMPOPO'] } }).emptyReason()).toEqual({
      kind: 'FILTERED_OUT',
      filters: ['provinces'],
      staleSources: [title],
    });
    expect(await search({ search: 'bridge' }).emptyReason()).toBeNull();
    for (const values of [
      [longAgo, 'za-etenders', false],
      [longAgo, 'files', true],
      [now.toISOString(), 'za-etenders', true],
    ]) {
      await kit.database.sql(silent, values);
      expect(await search({ search: 'zeppelin' }).emptyReason()).toEqual({ kind: 'NO_MATCH' });
    }
  });
});
