import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ImportResult } from '@hub/tenders/import-releases';
import { importKit, type ImportKit } from './import-kit.js';
import { describeWithData, ocdsFolder } from './shared-data.js';

describeWithData('the whole folder of real data', () => {
  let kit: ImportKit;
  let first: ImportResult;
  beforeAll(async () => {
    kit = await importKit();
    first = await kit.import(ocdsFolder);
  });
  afterAll(() => kit.close());

  test('is taken in one go: every file is imported or named with the reason', () => {
    const { counts, status } = first;
    const skipped = [...counts.filesSkipped].map(([reason, files]) => [reason, files.length]);
    expect(status).toBe('SUCCEEDED');
    expect(Object.fromEntries(skipped)).toEqual({
      'A CSV table, not OCDS JSON.': 22,
      'A JSON Schema, not data.': 9,
      'A versioned release: the history of a process, not a release.': 18,
      'JSON that is not OCDS.': 1,
      'Not JSON.': 2,
      'Rows of JSON that are not OCDS releases.': 2,
    });
    expect([counts.filesRead, counts.filesCutShort.size]).toEqual([695, 0]);
    expect(Object.fromEntries(counts.quarantined)).toEqual({ LINKED_RELEASES_ONLY: 2, MISSING_DATE: 1 });
    expect([counts.releasesNew, counts.releasesChanged, counts.releasesUnchanged, counts.tendersNew]).toEqual([
      731, 128, 175, 599,
    ]);
  });

  test('shows South African tenders with the human title, no value where none was disclosed, and the right closing time', async () => {
    const rows = await kit.database.sql(
      `select ocid, title, reference, value_amount, closing_at, province from tenders.tender
       where ocid in ('ocds-9t57fa-168797', 'ocds-9t57fa-168800') order by ocid`,
    );
    expect(rows).toMatchObject([
      {
        reference: 'RFQ0001253',
        value_amount: null,
        closing_at: new Date('2026-09-14T09:00:00Z'),
        province: 'WESTERN_CAPE',
      },
      {
        reference: 'SCMU3-26/27-0042',
        value_amount: '4500000',
        closing_at: new Date('2026-09-30T09:00:00Z'),
        province: 'KWAZULU_NATAL',
      },
    ]);
    expect(rows[0]?.['title']).toMatch(/^TO APPOINT A SERVICE PROVIDER/u);
  });

  test('has a name and a buyer for nearly every tender', async () => {
    const [row] = await kit.database.sql<{ named: number; bought: number; all: number }>(
      `select count(*) filter (where title <> ocid)::int as named, count(buyer_id)::int as bought, count(*)::int as all from tenders.tender`,
    );
    expect(row).toEqual({ named: expect.any(Number), bought: expect.any(Number), all: 599 });
    expect(row?.named).toBeGreaterThan(585);
    expect(row?.bought).toBeGreaterThan(575);
  });

  test('changes nothing the second time', async () => {
    const before = await kit.checksums();
    const { counts } = await kit.import(ocdsFolder);
    expect([counts.releasesNew, counts.releasesChanged, counts.tendersUpdated, counts.quarantinedNew]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(counts.releasesUnchanged).toBe(1_034);
    expect(await kit.checksums()).toEqual(before);
  });
});
