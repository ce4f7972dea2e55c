import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runDoubts, type DoubtsStatus } from '@hub/tenders/doubts';
import { importKit, notice, type ImportKit } from './import-kit.js';
import { describeWithData, ocdsFolder } from './shared-data.js';

const now = new Date('2026-03-10T00:00:00Z');

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

async function doubtsOf(target: string, options: { source?: string; asJson?: boolean; now?: Date } = {}) {
  const lines: string[] = [];
  const status = await runDoubts({
    ...{ target, source: options.source ?? null, asJson: options.asJson ?? false, now: options.now ?? now },
    databaseUrl: kit.database.urlOf('svc_importer'),
    log: (line) => lines.push(line),
    signal: new AbortController().signal,
  });
  return { status, text: lines.join('\n') };
}

interface Read {
  status: DoubtsStatus;
  json: Record<string, unknown>;
  /** Count and certainty of each finding. */
  findings: Record<string, string>;
}

async function jsonOf(target: string, options: { now?: Date } = {}): Promise<Read> {
  const { status, text } = await doubtsOf(target, { ...options, asJson: true });
  const json = JSON.parse(text);
  const rows: { topic: string; what: string; count: number; certainty: string }[] = json.findings;
  const findings = rows.map((row) => [`${row.topic} ${row.what}`, `${row.count} ${row.certainty}`]);
  return { status, json, findings: Object.fromEntries(findings) };
}

const foreign = (id: string, rest: Record<string, unknown>): unknown => ({
  ...{ ocid: `ocds-abc123-${id}`, id: '1', date: '2026-03-01T00:00:00Z', tag: ['tender'], ...rest },
});

describe('a folder of which something is in doubt', () => {
  let read: Read;
  beforeAll(async () => {
    kit.file('doubtful/za.json', { version: '1.1', releases: [notice(1), notice(2, { tenderPeriod: {} })] });
    kit.file('doubtful/later/za.json', { version: '1.1', releases: [notice(1)] });
    const tender = (fields: Record<string, unknown>) => ({ tender: { id: 't', status: 'active', ...fields } });
    const releases = [
      foreign('1', {
        ...tender({ title: 'Bridges', value: { amount: 'about 5 or 6' }, tenderPeriod: { endDate: 'next Friday' } }),
        parties: [{ id: 'b', name: 'City', roles: ['buyer'] }],
        awards: [
          {
            id: 'a',
            status: 'pending',
            value: { amount: 5, currency: 'shells' },
            documents: [
              { id: 'd', title: 'Award' },
              { id: 'e', title: 'Minutes', url: 'javascript:alert(1)' },
            ],
          },
        ],
      }),
      foreign('2', {
        ...tender({ description: 'Roads. And more.', value: { amount: 7 }, tenderPeriod: { endDate: '2026-03-20' } }),
      }),
      foreign('3', { date: null }),
    ];
    kit.file('doubtful/foreign.json', { version: '1.1', releases });
    kit.file('doubtful/notes.txt', 'Ask the city about bridges.');
    read = await jsonOf(`${kit.folder}/doubtful`);
  });

  test('tells for each publisher how many tenders, and how many of them are in doubt', () => {
    expect(read.status).toBe('SOUND');
    expect(read.json['publishers']).toEqual([
      { publisher: 'ocds-abc123', tenders: 2, releases: 2, doubts: 8, tendersInDoubt: 2, openTooOld: 0 },
      { publisher: 'za-etenders', tenders: 2, releases: 2, doubts: 5, tendersInDoubt: 2, openTooOld: 0 },
    ]);
    expect(read.json['total']).toEqual({ tenders: 4, releases: 4, doubts: 13, tendersInDoubt: 4, openTooOld: 0 });
  });

  test('tells what was read as what, how sure it is, and from where', () => {
    expect(read.findings).toEqual({
      'status OPEN by CLOSING_AHEAD': '2 READ',
      'status OPEN by NO_CLOSING_STATED': '1 DOUBT',
      'status UNKNOWN by CLOSING_UNREADABLE': '1 DOUBT',
      'notice QUOTATION': '2 READ',
      'notice TENDER': '2 READ',
      'closing date EXACT': '1 READ',
      'closing date DAY_ONLY': '1 DOUBT',
      'closing date UNREADABLE': '1 DOUBT',
      'closing date NOT_STATED': '1 ABSENT',
      'opening date READ': '1 READ',
      'opening date NOT_STATED': '3 ABSENT',
      'enquiries until NOT_STATED': '4 ABSENT',
      'published READ': '4 READ',
      'estimate ZERO': '2 DOUBT',
      'estimate UNREADABLE': '1 DOUBT',
      'estimate NO_CURRENCY': '1 DOUBT',
      'award value CURRENCY_UNKNOWN': '1 DOUBT',
      'title from DESCRIPTION': '3 DOUBT',
      'title from TITLE': '1 READ',
      'buyer from BUYER': '2 READ',
      'buyer from PARTY_BUYER': '1 READ',
      'buyer from NOT_STATED': '1 ABSENT',
      'document of TENDER': '2 READ',
      'document of AWARD': '2 READ',
      'document address READ': '2 READ',
      'document address NOT_OF_THE_WEB': '1 DOUBT',
      'document address NOT_STATED': '1 ABSENT',
    });
  });

  test('tells which releases and files were set aside, and why', () => {
    expect(read.json['setAside']).toEqual([{ reason: 'MISSING_DATE', count: 1, publishers: { 'ocds-abc123': 1 } }]);
    expect(read.json['releases']).toEqual({ new: 4, editedSilently: 0, unchanged: 1 });
    expect(read.json['files']).toMatchObject({ filesRead: 3, filesSkipped: { 'Not JSON.': ['notes.txt'] } });
  });

  test('is printed as tables for people', async () => {
    const { text } = await doubtsOf(`${kit.folder}/doubtful`);
    const lines = text.split('\n').map((line) => line.replaceAll(/\s+/gu, ' '));
    expect(lines[0]).toBe('4 tenders as of 2026-03-10T00:00:00.000Z: 13 doubts in 4 of them.');
    expect(lines).toContain('│ all │ 4 │ 4 │ 13 │ 4 │ 0 │');
    expect(lines).toContain('│ estimate │ ZERO │ 2 │ doubt │ za-etenders 2 │');
    expect(lines).toContain('│ releases set aside │ 1 │ MISSING_DATE: ocds-abc123 1 │');
    expect(lines.at(-1)).toBe('0 tenders are OPEN whose newest evidence is older than 18 months.');
  });

  test('leaves the database as it was', async () => {
    const before = await kit.checksums();
    await doubtsOf(`${kit.folder}/doubtful`);
    expect(await kit.checksums()).toEqual(before);
    expect(await kit.database.sql('select count(*)::int as runs from tenders.source_run')).toEqual([{ runs: 0 }]);
  });
});

describe('a tender that closes in years', () => {
  const dates = { tenderPeriod: { startDate: '2024-01-01T00:00:00Z', endDate: '2030-01-01T00:00:00Z' } };

  test.each([
    { date: '2024-09-10T02:00:01Z', finding: 'status OPEN by CLOSING_AHEAD', certainty: 'READ' },
    { date: '2024-09-10T02:00:00Z', finding: 'status UNKNOWN by SILENT_TOO_LONG', certainty: 'DOUBT' },
  ])('is open for 18 months and no longer, last heard of at $date: $finding', async ({ date, finding, certainty }) => {
    const target = kit.file(`old-${certainty}.json`, { version: '1.1', releases: [notice(3, dates, { date })] });
    const read = await jsonOf(target);
    expect([read.status, read.findings[finding]]).toEqual(['SOUND', `1 ${certainty}`]);
    expect([read.json['total'], read.json['openTooOld']]).toMatchObject([{ openTooOld: 0 }, []]);
  });
});

test('finding no tender is no success', async () => {
  const target = kit.file('nothing.json', { version: '1.1', releases: [] });
  expect((await doubtsOf(target)).status).toBe('SUSPECT');
});

test('a source is read by its settings; one that is not registered is named, with those that are', async () => {
  const release = foreign('4', { tender: { id: 't', title: 'Pumps', value: { amount: 7 } } });
  const target = kit.file('source.json', { version: '1.1', releases: [release] });
  const ofSource = JSON.parse((await doubtsOf(target, { source: 'za-etenders', asJson: true })).text);
  expect(ofSource.findings).toContainEqual({
    ...{ topic: 'estimate', what: 'STATED', certainty: 'READ', count: 1, publishers: { 'ocds-abc123': 1 } },
  });
  await expect(doubtsOf(target, { source: 'za-etender' })).rejects.toThrow(
    /^There is no source za-etender\. Known are: .*za-etenders/u,
  );
});

describeWithData('the whole folder of real data', () => {
  test('shows no tender as open of which nothing was heard for 18 months, then and a year later', async () => {
    for (const at of [new Date('2025-09-18T00:00:00Z'), new Date('2026-11-28T19:15:00Z')]) {
      const read = await jsonOf(ocdsFolder, { now: at });
      expect([read.status, read.json['openTooOld']]).toEqual(['SOUND', []]);
      expect(read.json['total']).toMatchObject({ tenders: 599 });
      expect(read.json['releases']).toEqual({ new: 731, editedSilently: 128, unchanged: 175 });
    }
  });
});
