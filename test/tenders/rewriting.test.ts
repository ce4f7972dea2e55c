import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { packSegments } from '@hub/tenders/search/pack-segments';
import { unpackRelease } from '@hub/tenders/ocds';
import { importKit, notice, type ImportKit } from './import-kit.js';

// What an import writes of a tender that is stored already: what has changed, and nothing else.

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

const parts = ['tender_words', 'tender_fact', 'tender_document', 'item', 'award', 'award_supplier'] as const;

/** Where the rows of a tender lie, and the number it has in the search. A row that was written again lies elsewhere. */
async function placesOf(number: number): Promise<Record<string, string[]>> {
  const ocid = `ocds-9t57fa-${number}`;
  const places: Record<string, string[]> = {};
  for (const table of parts) {
    const rows = await kit.database.sql<{ place: string }>(
      `select p.ctid::text as place from tenders.${table} p join tenders.tender t on t.id = p.tender_id where t.ocid = $1 order by 1`,
      [ocid],
    );
    places[table] = rows.map(({ place }) => place);
  }
  const [row] = await kit.database.sql<{ doc: string }>(
    `select doc::text from tenders.tender_search s join tenders.tender t on t.id = s.tender_id where ocid = $1`,
    [ocid],
  );
  return { ...places, doc: [row?.doc ?? ''] };
}

const winner = { id: 'w1', name: 'Builders' };
const body = {
  description: 'Repair of a pump. CIDB grading 6CE.',
  items: [{ id: '1', description: 'Pump' }],
};
const rest = { awards: [{ id: 'a1', status: 'active', suppliers: [winner] }] };

async function publish(number: number, day: number, tender: object, more: object = rest): Promise<void> {
  const date = `2026-03-0${day}T00:00:00Z`;
  const release = notice(number, { ...body, ...tender }, { id: `${number}-${day}`, date, ...more });
  await kit.import(kit.file(`${number}-${day}.json`, [release]));
}

const until = (day: string) => ({
  tenderPeriod: { startDate: '2026-03-01T00:00:00Z', endDate: `2026-03-${day}T11:00:00Z` },
});

test('a later closing date moves no row but those that state it, and the number in the search stays', async () => {
  await publish(1, 1, {}, {});
  const before = await placesOf(1);

  await publish(1, 2, until('30'), {});

  expect(await placesOf(1)).toEqual(before);
  expect(before['tender_words']).toHaveLength(1);
  expect(
    await kit.database.sql(
      `select t.version, t.closing_at, s.closing_at as searched from tenders.tender t join tenders.tender_search s on s.tender_id = t.id
       where ocid = 'ocds-9t57fa-1'`,
    ),
  ).toEqual([{ version: 2, closing_at: new Date('2026-03-30T09:00:00Z'), searched: new Date('2026-03-30T09:00:00Z') }]);
});

test('a part that has changed is written, and its neighbours are not', async () => {
  await publish(2, 1, {});
  const before = await placesOf(2);

  await publish(2, 2, {
    items: [
      { id: '1', description: 'Pump' },
      { id: '2', description: 'Pump' },
    ],
  });

  const { item, tender_words: words, award_supplier: winners, award, ...others } = await placesOf(2);
  expect(others).toEqual({
    tender_fact: before['tender_fact'],
    tender_document: before['tender_document'],
    doc: before['doc'],
  });
  expect([item?.length, words?.length]).toEqual([2, 1]);
  expect(item).not.toContain(before['item']?.[0]);
  // Words have changed as well: how often one occurs is part of them. An award tells when it was seen last.
  expect(words).not.toEqual(before['tender_words']);
  expect([award, winners].map((rows) => rows?.length)).toEqual([1, 1]);
});

test('new words of a tender are a change of the search, under the number that it had', async () => {
  await publish(3, 1, {});
  const [before] = (await placesOf(3))['doc'] ?? [];
  await packSegments(kit.pool, new AbortController().signal, { changedMin: 1 });
  expect(await kit.database.sql('select from tenders.search_change')).toEqual([]);

  await publish(3, 2, { description: 'Repair of a culvert. CIDB grading 6CE.' });

  const changed = await kit.database.sql<{ doc: string }>(
    'select distinct (block::bigint * 8192 + place)::text as doc from tenders.search_change, unnest(places) place',
  );
  expect(changed).toEqual([{ doc: before }]);
  expect((await placesOf(3))['doc']).toEqual([before]);
});

test('what is not known to be stored is written: hashes of the release before, or none', async () => {
  await publish(4, 1, {});
  await kit.database.sql('delete from tenders.item');
  await kit.database.sql('update tenders.tender set part_hashes = null');

  await publish(4, 2, until('30'));

  expect((await placesOf(4))['item']).toHaveLength(1);
});

test('a row that is missing in the search comes back, and so do the facts', async () => {
  await publish(5, 1, {});
  await kit.database.sql('delete from tenders.tender_search');
  await kit.database.sql('delete from tenders.tender_fact');

  await publish(5, 2, until('30'));

  const { doc, tender_fact: facts } = await placesOf(5);
  expect(doc?.[0]).toMatch(/^\d+$/u);
  expect(facts).toHaveLength(1);
});

test('releases are stored compressed, byte for byte as they were published', async () => {
  const published = notice(6, body);
  await kit.import(kit.file('six.json', [published]));

  const [row] = await kit.database.sql<{ raw: Buffer }>(`select raw from tenders.release where ocid = 'ocds-9t57fa-6'`);

  const bytes = JSON.stringify(published);
  expect(row?.raw.length).toBeLessThan(bytes.length / 2);
  expect(row && unpackRelease(row.raw).toString()).toBe(bytes);
});

test('a packing is never taken for one of before a restore, whose numbers would come again', async () => {
  const packed = (): Promise<{ block: number; revision_id: string }[]> =>
    kit.database.sql('select block, revision_id from tenders.search_block order by block');
  await packSegments(kit.pool, new AbortController().signal, { changedMin: 1 });
  const before = await packed();

  // As a restore does: the same rows again, and sequences where they were.
  await kit.database.sql('truncate tenders.search_block restart identity');
  await kit.database.sql('update tenders.tender_search set has_briefing = has_briefing');
  await packSegments(kit.pool, new AbortController().signal, { changedMin: 1 });

  const after = await packed();
  expect(after.map(({ block }) => block)).toEqual(before.map(({ block }) => block));
  expect(new Set([...before, ...after].map(({ revision_id: id }) => id)).size).toBe(before.length * 2);
});
