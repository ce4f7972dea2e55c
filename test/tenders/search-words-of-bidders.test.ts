// cspell:ignore voorbeeld bbbee contruction bbee
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { rereadFacts } from '@hub/tenders/imports/reread-facts';
import { searchTenders } from '@hub/tenders/search';
import { packSegments } from '@hub/tenders/search/pack-segments';
import { searchScope } from '../kit/search-scope.js';
import { tendersHub } from '../kit/tenders-hub.js';
import { importKit, notice, type ImportKit } from './import-kit.js';

const texts: Record<string, string> = {
  1: 'Grade 6 CE roadworks',
  2: 'Contractors 6CE or higher, upgrading of streets',
  3: 'IT support services for the department',
  4: 'BBBEE verification agency',
  5: 'B-BBEE verification agency',
  6: 'Construction of internal roads',
  7: 'Contruction of a clinic',
  8: 'Higher education conference',
  9: 'Catering support for a conference, it is paid',
  10: 'Cleaning of offices',
  11: 'RFQ 12/2025 water tanks',
  12: 'Electrical fault finding',
  14: 'Toilets of the V.I.P. kind',
  15: 'Stormwater pipes of 300mm in fibre cement',
  16: 'Storm-water pipes of 450 mm, bore hole',
  17: 'Gas in bottles of 12.5 kg for boreholes',
  18: 'Grade 5 ME pumps',
  19: 'PLANT FOR 5ME ONLY',
  20: 'Bid SCMU3-26/27-0012-HO for fiber optics',
  21: 'Mowing of verges for the KZN office',
  22: 'Mowing of verges in KZN',
  23: 'Mowing of verges',
  24: 'Mowing of verges everywhere',
};

const provinces: Record<string, string> = { 10: 'KwaZulu-Natal', 21: 'Gauteng', 23: 'KwaZulu-Natal', 24: 'National' };

let kit: ImportKit;
let hub: HubDatabase;
beforeAll(async () => {
  kit = await importKit();
  const notices = Object.entries(texts).map(([number, description]) =>
    notice(
      Number(number),
      {
        id: `c4s${number}`,
        title: `NB${number}/2026`,
        description,
        province: provinces[number],
        documents: [],
      },
      { ocid: `ocds-9t57fa-c4s${number}` },
    ),
  );
  await kit.import(kit.file('tenders.json', notices));
  hub = tendersHub(kit.database, 4);
});
afterAll(async () => {
  await hub.close();
  await kit.close();
});

async function found(text: string): Promise<number[]> {
  const search = searchTenders({ search: text }, searchScope(hub, { actor: anonymous, now: new Date('2026-03-15') }));
  const ids = (await search.page()).edges.map(({ tenderId }) => tenderId);
  const rows = await kit.database.sql<{ id: string; ocid: string }>('select id, ocid from tenders.tender');
  const numbers = new Map(rows.map(({ id, ocid }) => [id, Number(ocid.replace('ocds-9t57fa-c4s', ''))]));
  return ids.map((id) => numbers.get(id) ?? 0);
}

const searches: [string, number[]][] = [
  ['6CE', [1, 2]],
  ['6 CE', [1, 2]],
  ['6ce', [1, 2]],
  ['IT support', [3]],
  ['it support', [3]],
  ['BBBEE', [4, 5]],
  ['B-BBEE', [4, 5]],
  ['b-bbee', [4, 5]],
  ['6CE or higher', [1, 2]],
  ['CIDB grade 6 CE and above', [1, 2]],
  ['CE 6', [1, 2]],
  ['b-bbee tenders', [4, 5]],
  ['broad-based black economic empowerment', [4, 5]],
  ['I.T. support', [3]],
  ['cleaning tenders in KwaZulu', [10]],
  ['mowing except KZN', []],
  ['mowing except Limpopo', [21, 22, 23]],
  ['mowing except Gauteng and Limpopo', [22, 23]],
  ['RFQ no. 12/2025', [11]],
  ['www.portal.example/tenders/ocds-9t57fa-c4s12', [12]],
  ['tanks,catering', []],
  ['catering/clinic', [7, 9]],
  ['ventilated improved pit toilets', [14]],
  ['cleaning KZN', [10]],
  ['Cleaning KwaZulu-Natal', [10]],
  ['mowing KZN', [22, 23, 24]],
  ['mowing "KZN"', [21, 22]],
  ['mowing KZN Gauteng', [21, 22, 23, 24]],
  ['RFQ12/2025', [11]],
  ['RFQ 12-2025', [11]],
  ['rfq 12 2025', [11]],
  ['ocds-9t57fa-c4s12', [12]],
  ['OCDS-9T57FA-C4S12', [12]],
  ['c4s12', [12]],
  ['https://portal.example/tenders/ocds-9t57fa-c4s12', [12]],
  ['VIP toilets', [14]],
  ['v.i.p. toilets', [14]],
  ['storm water', [15, 16]],
  ['stormwater', [15, 16]],
  ['300 mm', [15]],
  ['450mm', [16]],
  ['borehole', [16, 17]],
  ['bore hole', [16, 17]],
  ['12,5kg', [17]],
  ['12,5 kg', [17]],
  ['fiber', [15, 20]],
  ['fibre', [15, 20]],
  ['5 ME', [18, 19]],
  ['5me', [18, 19]],
  ['SCMU3/26/27/0012/HO', [20]],
  ['SCMU3 26 27 0012', [20]],
  ['SCMU 3-26/27', [20]],
];

describe('what bidders type finds what buyers wrote', () => {
  test.each(searches)('%j', async (text, numbers) => {
    expect((await found(text)).toSorted((left, right) => left - right)).toEqual(numbers);
  });

  test('and a province is a filter that the answer shows and lets go', async () => {
    const scope = searchScope(hub, { actor: anonymous, now: new Date('2026-03-15') });
    const query = searchTenders({ search: 'mowing KZN' }, scope);
    const counts = [...(await query.facet('provinces'))].toSorted((left, right) => left.count - right.count);
    expect([await query.totalCount(), counts.map(({ count }) => count)]).toEqual([3, [1, 1, 1, 1]]);
    // A filter of the client's own counts for more.
    const own = searchTenders({ search: 'mowing KZN', filter: { provinces: ['GAUTENG'] } }, scope);
    expect(await own.totalCount()).toBe(2);
  });

  test('though another publisher has made the same error', async () => {
    const scope = searchScope(hub, { actor: anonymous, now: new Date('2026-03-15') });
    expect(await searchTenders({ search: 'contruction of roads' }, scope).correctedSearch()).toBe(
      'construction of roads',
    );
    expect(await found('contruction of roads')).toEqual([6]);
    // Then what finds something is left as it is.
    expect(await found('contruction')).toEqual([7]);
  });

  test('and a word near to one that is too common to search for is answered', async () => {
    const scope = searchScope(hub, { actor: anonymous, now: new Date('2026-03-15') });
    // Given that "there" is known as a word, and has no lexeme.
    await kit.database.sql(`insert into tenders.search_word values ('there', '') on conflict do nothing`);
    expect(await searchTenders({ search: 'theer' }, scope).correctedSearch()).toBeNull();
  });

  test('and also in packed segments', async () => {
    // Given that the index is packed.
    expect((await packSegments(kit.pool, new AbortController().signal)).isComplete).toBe(true);
    // Then every search finds the same.
    for (const [text, numbers] of searches)
      expect([text, (await found(text)).toSorted((left, right) => left - right)]).toEqual([text, numbers]);
  });

  test('and also when an older reader imported it, once it is read again', async () => {
    // Given tenders as an older reader left them: without the words they have beside their text.
    await kit.database.sql(`update tenders.tender set reader_version = 1`);
    await kit.database.sql(`update tenders.tender_words set words = to_tsvector('tenders.words', 'nothing')`);
    expect(await found('c4s12')).toEqual([]);
    // When they are read again.
    const { tendersRead } = await rereadFacts({ pool: kit.pool, signal: new AbortController().signal });
    // Then they are found.
    expect(tendersRead).toBe(Object.keys(texts).length);
    for (const text of ['c4s12', 'ocds-9t57fa-c4s12']) expect(await found(text)).toEqual([12]);
    expect(await found('cleaning KZN')).toEqual([10]);
  });
});
