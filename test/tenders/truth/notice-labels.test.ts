import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { memberAt, readNoticeKind, textOf, type JsonObject } from '@hub/tenders/ocds';
import { z } from 'zod';
import { describeWithData, readObject, readObjects } from '../shared-data.js';

// Labels by hand of real notices, by ocid. What has none is a tender or a request for a quotation.
const labels = z
  .object({ website: z.record(z.string(), z.string()), api: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('notice-labels.json', import.meta.url), 'utf8')));

interface Labelled {
  readonly label: string | null;
  readonly read: string | null;
}

function judged(
  rows: readonly JsonObject[],
  known: Record<string, string>,
  at: Record<'id' | 'title' | 'text', string[]>,
) {
  return rows.map((row): Labelled => {
    const [id, reference, text] = [at.id, at.title, at.text].map((path) => textOf(memberAt(row, ...path)));
    const methodDetails = textOf(memberAt(row, 'tender', 'procurementMethodDetails'));
    const kind = readNoticeKind({
      title: text ?? reference ?? '',
      description: null,
      reference: reference ?? null,
      methodDetails,
    });
    return { label: known[id ?? ''] ?? null, read: kind === 'TENDER' || kind === 'QUOTATION' ? null : kind };
  });
}

describeWithData('kinds of real notices', () => {
  test('that are no plain tenders are found, and no others', () => {
    const releases = readObject('za-etenders/ocds_shaped_200_2025-09-18.DERIVED.package.json')['releases'];
    const website = judged(z.array(z.custom<JsonObject>()).parse(releases), labels.website, {
      ...{ id: ['ocid'], title: ['tender', 'title'], text: ['tender', 'description'] },
    });
    const api = judged(readObjects('za-etenders/ocds_api_flattened_262_2025.json'), labels.api, {
      ...{ id: ['ocds_id'], title: ['title'], text: ['description'] },
    });

    const all = [...website, ...api];
    const labelled = all.filter(({ label }) => label !== null);
    const found = all.filter(({ read }) => read !== null);
    const right = all.filter(({ label, read }) => label !== null && label === read);

    expect([website.length, api.length, labelled.length]).toEqual([200, 262, 46]);
    expect(right.length / labelled.length).toBeGreaterThanOrEqual(0.95);
    expect(right.length / found.length).toBeGreaterThanOrEqual(0.98);
  });
});
