import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous, type SystemActor, newSigningKeyText, readSigningKey } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { searchTenders, type TenderSearch } from '@hub/tenders/search';
import { createPeople } from '../kit/people.js';
import { searchScope } from '../kit/search-scope.js';
import { tendersHub } from '../kit/tenders-hub.js';
import { importKit, notice, type ImportKit } from './import-kit.js';
import { addOwnTenders, type OwnRow } from './own-rows.js';

const now = new Date('2026-03-15T10:00:00Z');
const period = (endDate: string) => ({ tenderPeriod: { startDate: '2026-03-01T00:00:00Z', endDate } });

const notices = [
  notice(1, {
    description: 'Road maintenance',
    ...period('2026-04-01T11:00:00Z'),
    value: { amount: 900, currency: 'ZAR' },
  }),
  notice(2, {
    description: 'Road signs',
    ...period('2026-04-03T11:00:00Z'),
    value: { amount: 1234567890.12, currency: 'ZAR' },
  }),
  notice(3, { description: 'Catering', ...period('2026-03-10T11:00:00Z'), province: 'Limpopo' }),
  notice(4, { description: 'Archiving', tenderPeriod: {}, status: 'active' }),
];

// Ours lie between public ones in every order, one of them with the very amount of a public one.
const ours: readonly OwnRow[] = [
  {
    title: 'Road of our own',
    closingAt: '2026-04-02T09:00:00Z',
    publishedAt: '2026-02-01T00:00:00Z',
    valueAmount: '900',
    valueCurrency: 'ZAR',
    province: 'Kwazulu Natal',
    category: 'Roads',
    procurementCategory: 'Works',
    method: 'Open',
    buyerName: 'Private Holdings',
  },
  {
    title: 'Catering of our own',
    closingAt: '2026-04-01T08:00:00Z',
    valueAmount: '1234567890.11',
    valueCurrency: 'ZAR',
  },
  { title: 'Undated road', lifecycle: 'LIVE' },
  { title: 'Archived road', isArchived: true },
];

let kit: ImportKit;
let hub: HubDatabase;
let us: SystemActor;
let others: SystemActor;
const names = new Map<string, string>();

beforeAll(async () => {
  kit = await importKit();
  await kit.import(kit.file('tenders.json', notices));
  hub = tendersHub(kit.database, 4);
  const team = createPeople(kit.database, await readSigningKey(await newSigningKeyText()));
  const actorOf = async (name: string): Promise<SystemActor> => ({
    kind: 'system',
    name: 'test',
    teamId: (await team({ name })).id,
  });
  [us, others] = [await actorOf('Us'), await actorOf('Others')];
  const ids = await addOwnTenders(kit.database, { teamId: us.teamId ?? '', rows: ours });
  for (const [index, id] of ids.entries()) names.set(id, ours[index]?.title ?? '');
  const foreign = await addOwnTenders(kit.database, {
    teamId: others.teamId ?? '',
    rows: [{ title: 'Road of others', valueAmount: '1000', valueCurrency: 'ZAR', province: 'Gauteng' }],
  });
  names.set(foreign[0] ?? '', 'Road of others');
  const rows = await kit.database.sql<{ id: string; title: string }>('select id, title from tenders.tender');
  for (const { id, title } of rows) names.set(id, title);
});
afterAll(async () => {
  await hub.close();
  await kit.close();
});

function search(input: unknown, actor: SystemActor | typeof anonymous = us): TenderSearch {
  return searchTenders(input, searchScope(hub, { actor, now }));
}

async function found(input: unknown, actor?: SystemActor | typeof anonymous): Promise<string[]> {
  const { edges } = await search(input, actor).page();
  return edges.map(({ tenderId }) => names.get(tenderId) ?? tenderId);
}

describe('a search of a team that has tenders of its own', () => {
  test('finds them among public ones, in one order', async () => {
    expect(await found({ orderBy: 'CLOSING_AT_ASC' })).toEqual([
      'Catering',
      'Catering of our own',
      'Road maintenance',
      'Road of our own',
      'Road signs',
      ...(await found({ orderBy: 'CLOSING_AT_ASC' })).slice(5),
    ]);
    expect((await found({ orderBy: 'CLOSING_AT_ASC' })).slice(5).toSorted()).toEqual(['Archiving', 'Undated road']);
    expect((await found({ orderBy: 'VALUE_DESC' })).slice(0, 2)).toEqual(['Road signs', 'Catering of our own']);
    expect((await found({ search: 'road' })).toSorted()).toEqual([
      'Road maintenance',
      'Road of our own',
      'Road signs',
      'Undated road',
    ]);
  });

  test.each([
    { orderBy: 'CLOSING_AT_ASC' },
    { orderBy: 'CLOSING_AT_DESC' },
    { orderBy: 'PUBLISHED_AT_ASC' },
    { orderBy: 'PUBLISHED_AT_DESC' },
    { orderBy: 'VALUE_ASC' },
    { orderBy: 'VALUE_DESC' },
    { search: 'road OR catering OR archiving' },
  ])('visits each once by $orderBy $search, in pages of any size', async (input) => {
    const whole = await found({ ...input, first: 100 });
    expect(whole).toHaveLength(7);
    expect(new Set(whole).size).toBe(7);
    for (const first of [1, 2, 6]) {
      const seen: string[] = [];
      let after: string | undefined;
      for (let hasNext = true; hasNext;) {
        const page = await search({ ...input, first, after }).page();
        seen.push(...page.edges.map(({ tenderId }) => names.get(tenderId) ?? ''));
        after = page.edges.at(-1)?.cursor;
        hasNext = page.hasNextPage;
      }
      expect(seen).toEqual(whole);
    }
  });

  test('filters them by the same conditions', async () => {
    const filtered = (filter: object) => found({ filter: { ...filter, origin: 'OWN' } });
    expect(await filtered({ provinces: ['KWAZULU_NATAL'] })).toEqual(['Road of our own']);
    expect(await filtered({ categories: ['Roads'] })).toEqual(['Road of our own']);
    expect(await filtered({ procurementCategories: ['WORKS'], methods: ['OPEN'] })).toEqual(['Road of our own']);
    expect(await filtered({ value: { max: '900' } })).toEqual(['Road of our own']);
    expect(await filtered({ hasBriefing: true })).toEqual([]);
    expect(await filtered({ closing: { before: new Date('2026-04-01T09:00:00Z') } })).toEqual(['Catering of our own']);
    expect(await found({ filter: { origin: 'PUBLIC' } })).toHaveLength(4);
  });

  test('counts them in, by every field', async () => {
    const query = search({ filter: { statuses: ['OPEN'] } });
    expect(await query.totalCount()).toBe(6);
    expect(await query.facet('provinces')).toEqual([
      { value: 'GAUTENG', count: 3 },
      { value: null, count: 2 },
      { value: 'KWAZULU_NATAL', count: 1 },
    ]);
    expect(await query.facet('statuses')).toEqual([
      { value: 'OPEN', count: 6 },
      { value: 'CLOSED', count: 1 },
    ]);
    expect(await query.facet('values')).toEqual([
      { value: 'OVER_100M', count: 2 },
      { value: 'UNDISCLOSED', count: 2 },
      { value: 'UP_TO_100K', count: 2 },
    ]);
    expect(await query.facet('categories')).toEqual([
      { value: null, count: 5 },
      { value: 'Roads', count: 1 },
    ]);
    expect(await query.facet('briefing')).toEqual([{ value: 'false', count: 6 }]);
    expect(await query.facet('buyers')).toEqual([
      { value: expect.stringMatching(/^[0-9a-f-]{36}$/u), count: 3 },
      { value: null, count: 3 },
    ]);
  });

  test('marks where the words occur in them', async () => {
    const query = search({ search: 'undated' });
    const { edges } = await query.page();
    const highlights = [...(await query.highlights(edges.map(({ tenderId }) => tenderId))).values()];
    expect(highlights).toEqual([
      [
        {
          field: 'TITLE',
          parts: [
            { text: 'Undated', isHit: true },
            { text: ' road', isHit: false },
          ],
        },
      ],
    ]);
  });

  test('says that it was the origin that left nothing over', async () => {
    expect(await search({ search: 'signs', filter: { origin: 'OWN' } }).emptyReason()).toEqual({
      kind: 'FILTERED_OUT',
      filters: ['origin'],
    });
  });
});

describe("a team's own tenders", () => {
  test('are found, counted and spelt out for nobody else', async () => {
    expect(await found({ search: 'road' }, others)).not.toContain('Road of our own');
    expect(await found({ search: 'road' }, anonymous)).toHaveLength(2);
    expect(await search({}, anonymous).totalCount()).toBe(4);
    expect(await search({}, others).totalCount()).toBe(5);
    expect(await search({ search: 'undated' }, others).emptyReason()).toEqual({ kind: 'NO_MATCH' });
    const { edges } = await search({ first: 1 }).page();
    for (const actor of [others, anonymous] as const) {
      expect(() => search({ after: edges[0]?.cursor }, actor)).toThrow('The cursor does not belong to this search.');
    }
    const misspelt = search({ search: 'undatedd' }, others);
    expect(await misspelt.correctedSearch()).toBeNull();
  });
});
