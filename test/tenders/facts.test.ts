import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoReleases } from '@hub/prisma/seed';
import { readerVersion } from '@hub/tenders/facts';
import { rereadFacts } from '@hub/tenders/imports/reread-facts';
import { importKit, notice, type ImportKit } from './import-kit.js';

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

let files = 0;
const feed = (...releases: unknown[]) => kit.import(kit.file(`${(files += 1)}.json`, { version: '1.1', releases }));

async function factsOf(number: number) {
  const [row] = await kit.database.sql<Record<string, unknown>>(
    `select f.reader_version, f.cidb, f.bbbee, f.preference, f.briefing, s.cidb as keys
     from tenders.tender t join tenders.tender_search s on s.tender_id = t.id left join tenders.tender_fact f on f.tender_id = t.id
     where t.ocid = $1`,
    [`ocds-9t57fa-${number}`],
  );
  return row;
}

/** Undoes what the importer read, as if tenders had come before there were readers, or with older ones. */
async function forget(): Promise<void> {
  await kit.database.sql(
    `delete from tenders.tender_fact f using tenders.tender t where t.id = f.tender_id and t.ocid like '%0'`,
  );
  await kit.database.sql(`update tenders.tender_fact set reader_version = 0, cidb = null, briefing = null`);
  await kit.database.sql(`update tenders.tender_search set cidb = '{XX1}'`);
}

describe('importing', () => {
  test('stores what the text says, word for word, with the tender', async () => {
    await feed(
      notice(1, {
        description: 'Repair of a roof. CIDB 4GB or 4EB PE required.',
        specialConditions:
          '80/20 preference points: women = 5 points. A compulsory site meeting will be held. EMEs only.',
      }),
    );
    const inDescription = (start: number, text: string) => ({
      field: 'DESCRIPTION',
      start,
      end: start + text.length,
      text,
    });
    const inConditions = (start: number, text: string) => ({
      ...inDescription(start, text),
      field: 'SPECIAL_CONDITIONS',
    });
    const span = inDescription(23, '4GB or 4EB PE');
    const designation = { grade: 4, isOrHigher: false, alternatives: 1, span };
    expect(await factsOf(1)).toEqual({
      reader_version: readerVersion,
      cidb: {
        designations: [
          { ...designation, classOfWorks: 'GB', isPotentiallyEmerging: false },
          { ...designation, classOfWorks: 'EB', isPotentiallyEmerging: true },
        ],
        notApplicable: [],
        mention: null,
        emerging: null,
      },
      bbbee: { levels: [], enterprises: [{ kind: 'EME', isCondition: false, span: inConditions(83, 'EMEs') }] },
      preference: {
        systems: [{ system: '80/20', span: inConditions(0, '80/20') }],
        goals: [{ goal: 'women', points: 5, span: inConditions(25, 'women = 5 points') }],
        proof: [],
      },
      briefing: { isCompulsory: true, span: inConditions(45, 'compulsory site meeting') },
      keys: ['GB4', 'EB4PE'],
    });
  });

  test('notes that a silent text was read', async () => {
    await feed(notice(2));
    expect(await factsOf(2)).toEqual({
      reader_version: readerVersion,
      cidb: null,
      bbbee: null,
      preference: null,
      briefing: null,
      keys: [],
    });
  });

  test('changes facts with the text, and removes them when the text no longer says them', async () => {
    const later = (day: number, tender: Record<string, unknown>) =>
      notice(3, tender, { id: `ocds-9t57fa-3-${day}`, date: `2026-03-0${day}T00:00:00Z` });
    await feed(later(1, { description: 'Roads. CIDB 6CE.' }));
    expect((await factsOf(3))?.['keys']).toEqual(['CE6']);
    await feed(later(2, { description: 'Roads. CIDB 7CE or 7ME.' }));
    expect((await factsOf(3))?.['keys']).toEqual(['CE7', 'ME7']);
    await feed(later(3, { description: 'Roads.' }));
    expect(await factsOf(3)).toMatchObject({ cidb: null, keys: [] });
  });

  test('leaves facts alone when a release says nothing new', async () => {
    const release = notice(4, { description: 'Roads. CIDB 6CE.' });
    await feed(release);
    const rows = () => kit.database.sql('select xmin::text, * from tenders.tender_fact order by tender_id');
    const before = await rows();
    await feed(release);
    expect(await rows()).toEqual(before);
  });

  test('reads no briefing out of text where one is published in fields of its own', async () => {
    const description = 'A compulsory briefing session will be held.';
    const briefingSession = { isSession: true, compulsory: false, date: '2026-03-10T10:00:00Z' };
    await feed(notice(5, { description }), notice(6, { description, briefingSession }));
    expect((await factsOf(5))?.['briefing']).toMatchObject({ isCompulsory: true });
    expect((await factsOf(6))?.['briefing']).toBeNull();
  });
});

test('the demo states gradings that readiness can judge', async () => {
  await kit.import(kit.file('demo.json', demoReleases(new Date('2026-03-01T08:00:00Z'))));
  const rows = await kit.database.sql<{ reference: string; cidb: string[] }>(
    `select t.reference, s.cidb from tenders.tender t join tenders.tender_search s on s.tender_id = t.id
     where t.ocid like 'ocds-demo01-%' and s.cidb <> '{}' order by t.reference`,
  );
  expect(Object.fromEntries(rows.map(({ reference, cidb }) => [reference, cidb]))).toEqual({
    'CCT-301Q': ['GB3', 'EB3'],
    'ECDOH-077-26': ['EB4', 'EP4'],
    'ETH-2025/377': ['CE7'],
    'ETH-2026/041': ['CE7'],
    'LDPW-T-55': ['CE5', 'SC5'],
    'MPDE-044': ['GB6', 'GB6PE'],
    'NCWB-03': ['CE8'],
    'UGU-W-118': ['CE6', 'CE6PE'],
  });
});

describe('reading again', () => {
  const numbers = Array.from({ length: 25 }, (_, index) => 100 + index);
  beforeAll(() =>
    feed(...numbers.map((number) => notice(number, { description: `Roads ${number}. CIDB ${1 + (number % 9)}CE.` }))),
  );

  const run = (options: { signal?: AbortSignal; onProgress?: () => void } = {}) =>
    rereadFacts({ pool: kit.pool, batchSize: 10, signal: new AbortController().signal, ...options });

  test('finds nothing to do after an import', async () => {
    expect(await run()).toMatchObject({ tendersRead: 0, tendersTotal: 0 });
  });

  test('brings tenders to what an import would have stored, those never read as well', async () => {
    const before = await kit.checksums();
    await forget();
    expect((await kit.checksums())['tender_fact']).not.toBe(before['tender_fact']);
    const { tendersRead, tendersTotal } = await run();
    expect(tendersRead).toBe(tendersTotal);
    expect(tendersTotal).toBeGreaterThanOrEqual(numbers.length);
    expect(await kit.checksums()).toEqual(before);
  });

  test('goes on where it was stopped', async () => {
    const before = await kit.checksums();
    await forget();
    const stopping = new AbortController();
    const first = await run({ signal: stopping.signal, onProgress: () => stopping.abort() });
    expect(first.tendersRead).toBe(10);
    const second = await run();
    expect(second.tendersTotal).toBe(first.tendersTotal - 10);
    expect(await kit.checksums()).toEqual(before);
  });

  test('leaves what a tender is found by untouched where it stays the same', async () => {
    const places = () => kit.database.sql('select tender_id, ctid::text from tenders.tender_search order by tender_id');
    const before = await places();
    await kit.database.sql('delete from tenders.tender_fact');
    await run();
    expect(await places()).toEqual(before);
  });

  test('two at once, beside an import of the same tenders, leave the same', async () => {
    const before = await kit.checksums();
    await forget();
    const [number = 0] = numbers;
    const newer = notice(
      number,
      { description: `Roads ${number}. CIDB 9GB.` },
      { id: 'newer', date: '2026-03-09T00:00:00Z' },
    );
    await Promise.all([run(), run(), feed(newer)]);
    expect((await factsOf(number))?.['keys']).toEqual(['GB9']);
    const { tender_fact: facts, tender_search: search, ...rest } = await kit.checksums();
    expect([facts, search]).not.toEqual([before['tender_fact'], before['tender_search']]);
    expect(Object.keys(rest).length).toBeGreaterThan(5);
    expect(await run()).toMatchObject({ tendersRead: 0, tendersTotal: 0 });
  });
});
