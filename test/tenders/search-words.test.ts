import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import { searchTenders } from '@hub/tenders/search';
import { searchScope } from '../kit/search-scope.js';
import { sequence } from '../kit/sequence.js';
import { tendersHub } from '../kit/tenders-hub.js';
import { importKit, notice, type ImportKit } from './import-kit.js';
import { describeWithData, ocdsFolder } from './shared-data.js';

let kit: ImportKit;
let hub: HubDatabase;
beforeAll(async () => {
  kit = await importKit();
  hub = tendersHub(kit.database);
});
afterAll(async () => {
  await hub.close();
  await kit.close();
});

async function found(text: string): Promise<string[]> {
  const { edges } = await searchTenders(
    { search: text, first: 100 },
    searchScope(hub, { actor: anonymous, now: new Date() }),
  ).page();
  const rows = await kit.database.sql<{ ocid: string }>('select ocid from tenders.tender where id = any ($1)', [
    edges.map(({ tenderId }) => tenderId),
  ]);
  return rows.map(({ ocid }) => ocid);
}

describe('what the importer splits and what a search splits', () => {
  test.each([
    ['RFQ/OBP166/2025/26', 'obp166'],
    ['RFQ/OBP166/2025/26', 'RFQ/OBP166'],
    ['RFQ/OBP166/2025/26', '"obp166 2025"'],
    ['RFQ/OBP166/2025/26', 'obp*'],
    ['Bids to scm.office@city.gov.za', 'city.gov.za'],
    ['Bids to scm.office@city.gov.za', 'scm.office@city.gov.za'],
    ['Réparation de la chaussée', 'chaussee'],
    ['Réparation de la chaussée', '"réparation de la chaussée"'],
    ['Roll-on roll-off “as required”', '"roll on"'],
    ['Roll-on roll-off “as required”', 'required'],
    ['Unit 34e8c of block 1e6', '34e8c'],
    ['Unit 34e8c of block 1e6', '"34e8c of block 1e6"'],
    ['Хлібопродукти свіжі', 'свіжі'],
  ])('is the same: in %j %j is found', async (title, text) => {
    const number =
      1 + Math.abs([...title].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100_000, 7));
    await kit.import(kit.file('words.json', [notice(number, { title: 'Notice', description: title, documents: [] })]));
    expect(await found(text)).toEqual([`ocds-9t57fa-${number}`]);
  });

  test('is the same for 2,000 codes made of any letters and digits', async () => {
    const next = sequence(20_260_301);
    const letters = 'abcdefxyz0123456789e';
    const codes = Array.from({ length: 2_000 }, () =>
      Array.from({ length: 2 + (next() % 8) }, () => letters[next() % letters.length]).join(''),
    );
    await kit.import(kit.file('codes.json', [notice(900_001, { description: codes.join(' / ') })]));
    const rows = await kit.database.sql<{ code: string }>(
      `select code from unnest($1::text[]) as code, tenders.tender_words s join tenders.tender t on t.id = s.tender_id
       where t.ocid = 'ocds-9t57fa-900001' and not s.words @@ websearch_to_tsquery('tenders.words', code)
         and numnode(websearch_to_tsquery('tenders.words', code)) > 0`,
      [codes],
    );
    expect(rows).toEqual([]);
  });
});

describeWithData('titles and numbers of real tenders', () => {
  // Outside ASCII the database's parser depends on how its server was set up, so there it is no measure.
  test('have the lexemes that the database would have made of them, and maybe others, for all that are ASCII', async () => {
    await kit.import(ocdsFolder);
    const [row] = await kit.database.sql<{ compared: number; different: number }>(
      `select count(*)::int as compared, count(*) filter (where not theirs <@ ours)::int as different from (
         select tsvector_to_array(ts_filter(s.words, '{a}')) as ours,
           tsvector_to_array(to_tsvector('tenders.words', tenders.spaced(concat_ws(E'\\n', t.title, t.reference)))) as theirs
         from tenders.tender t join tenders.tender_words s on s.tender_id = t.id
         where concat(t.title, t.reference) ~ '^[\\x01-\\x7f]*$') compared`,
    );
    expect(row?.compared).toBeGreaterThan(500);
    expect(row?.different).toBe(0);
  });

  test('are found by themselves, word for word', async () => {
    const rows = await kit.database.sql<{ ocid: string; title: string }>(
      `select ocid, title from tenders.tender where length(title) between 20 and 300 order by md5(ocid) limit 60`,
    );
    expect(rows).toHaveLength(60);
    for (const { ocid, title } of rows) {
      expect(await found(`"${title.replaceAll('"', ' ')}"`)).toContain(ocid);
    }
  });
});
