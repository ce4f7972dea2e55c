import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { searchTenders, type TenderSearch } from '@hub/tenders/search';
import { searchScope } from '../kit/search-scope.js';
import { tendersHub } from '../kit/tenders-hub.js';
import { importKit, notice, type ImportKit } from './import-kit.js';

const now = new Date('2026-03-15T10:00:00Z');
const titles = [
  'Maintenance of roads',
  'Maintenance of bridges',
  'Maintenance of stormwater drains in Polokwane',
  'Maintainance of fences',
  'Upgrade of the sewer at Mafikeng',
  'Rendering of services to the tenderer',
];

let kit: ImportKit;
let hub: HubDatabase;
beforeAll(async () => {
  kit = await importKit();
  const province = (index: number) => (index === 4 ? 'Limpopo' : 'Gauteng');
  await kit.import(
    kit.file(
      'tenders.json',
      titles.map((description, index) => notice(index + 1, { description, province: province(index), documents: [] })),
    ),
  );
  hub = tendersHub(kit.database, 4);
});
afterAll(async () => {
  await hub.close();
  await kit.close();
});

function search(input: unknown): TenderSearch {
  return searchTenders(input, searchScope(hub, { actor: anonymous, now }));
}

describe('a text that finds nothing', () => {
  test.each([
    // A letter left out, put in, replaced, exchanged with its neighbour; two errors in a long word.
    ['stormwter', 'stormwater', 1],
    ['bridgges', 'bridges', 1],
    ['sewor', 'sewer', 1],
    ['raods', 'roads', 1],
    ['polokwene drianage', null, 0],
    ['Stormwater, POLOKWENE', 'Stormwater, polokwane', 1],
    ['mantenence of brigdes', 'maintenance of bridges', 1],
    // Near to two words: the one that most tenders have is meant, and not another's error.
    ['maintenanse', 'maintenance', 3],
    ['upgrad at mafikng OR rods', 'upgrad at mafikeng OR roads', 2],
  ])('%j is searched for as %j and says so', async (typed, corrected, count) => {
    const query = search({ search: typed });
    expect(await query.correctedSearch()).toBe(corrected);
    expect((await query.page()).edges).toHaveLength(count);
    expect(await query.totalCount()).toBe(count);
    expect((await query.emptyReason())?.kind).toBe(count === 0 ? 'NO_MATCH' : undefined);
  });

  test.each([
    ['a phrase', '"raods"'],
    ['an exclusion', 'raods -bridges'],
    ['a beginning', 'raods mafi*'],
    ['a reference number', 'RFQ99'],
    ['a word of three letters', 'rod'],
    ['a word that is not like any', 'zeppelin'],
    ['words that no tender has together', 'bridges polokwane'],
    ['another form of a word that there is', 'tendering polokwane'],
    ['control characters and signs alone', '\u0007 ??? \u200f'],
  ])('is left as it is when it is %s', async (_what, typed) => {
    const query = search({ search: typed });
    expect([await query.correctedSearch(), await query.totalCount()]).toEqual([null, 0]);
  });

  test('is not corrected where only filters left nothing over', async () => {
    const query = search({ search: 'maintainance', filter: { provinces: ['LIMPOPO'] } });
    expect(await query.correctedSearch()).toBeNull();
    expect(await query.emptyReason()).toEqual({ kind: 'FILTERED_OUT', filters: ['provinces'] });
  });

  test('is explained by its correction where filters then leave nothing over', async () => {
    const query = search({ search: 'brigdes', filter: { provinces: ['LIMPOPO'] } });
    expect(await query.correctedSearch()).toBe('bridges');
    expect(await query.emptyReason()).toEqual({ kind: 'FILTERED_OUT', filters: ['provinces'] });
  });

  test('is counted, marked and paged by its correction', async () => {
    const input = { search: 'maintenanse', first: 2 };
    const query = search(input);
    const { edges, hasNextPage } = await query.page();
    const marked = [...(await query.highlights(edges.map(({ tenderId }) => tenderId))).values()].flat();
    const hits = marked.flatMap(({ parts }) => parts.filter(({ isHit }) => isHit));
    expect(hits.map(({ text }) => text)).toEqual(['Maintenance', 'Maintenance']);
    expect(await query.facet('provinces')).toEqual([{ value: 'GAUTENG', count: 3 }]);
    expect(hasNextPage).toBe(true);

    const rest = search({ ...input, after: edges[1]?.cursor });
    expect(await rest.correctedSearch()).toBe('maintenance');
    const others = (await rest.page()).edges.map(({ tenderId }) => tenderId);
    expect(others).toHaveLength(1);
    expect(edges.map(({ tenderId }) => tenderId)).not.toContain(others[0]);
  });

  test('goes on behind its first page, however long it is', async () => {
    const long = (word: string) => Array.from({ length: 30 }, () => word).join('\u0007 OR ');
    const input = { search: long('maintenanse'), first: 2 };
    const query = search(input);
    expect(await query.correctedSearch()).toBe(long('maintenance'));
    const { edges } = await query.page();
    const rest = search({ ...input, after: edges[1]?.cursor });
    expect(await rest.correctedSearch()).toBe(long('maintenance'));
    expect((await rest.page()).edges).toHaveLength(1);
  });

  test('is left as it is when the one that was meant is longer than may be searched for', async () => {
    const typed = (count: number) => Array.from({ length: count }, () => 'stormwter').join(' OR ');
    expect(typed(38)).toHaveLength(490);
    expect(await search({ search: typed(38) }).correctedSearch()).toBeNull();
    expect((await search({ search: typed(35) }).correctedSearch())?.length).toBe(486);
  });

  test('keeps its correction from page to page, whatever is imported in between', async () => {
    const input = { search: 'stormwterr OR sewerr', first: 1 };
    const query = search(input);
    expect(await query.correctedSearch()).toBe('stormwater OR sewer');
    const { edges } = await query.page();
    await kit.import(kit.file('late.json', [notice(99, { description: 'Stormwterr', documents: [] })]));
    const next = search({ ...input, after: edges[0]?.cursor });
    expect(await next.correctedSearch()).toBe('stormwater OR sewer');
    expect((await next.page()).edges).toHaveLength(1);
    expect(await search(input).correctedSearch()).toBeNull();
  });
});
