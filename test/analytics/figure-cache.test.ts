import { expect, test } from '@jest/globals';
import { addTender } from '../kit/tender-rows.js';
import { storeUrls } from '../kit/stores.js';
import { openAnalytics, provinceQuery, type Analytics } from './figure-requests.js';

// A filter of its own for each run: figures live longer in Redis than a test run.
const filter = () => ({
  published: { from: new Date(Date.UTC(2000, 0, 1) + Math.floor(Math.random() * 1e11)).toISOString() },
});

async function readFigure(analytics: Analytics, variables: Record<string, unknown>): Promise<unknown> {
  const analyst = await (await analytics.team()).user();
  return analytics.ask(provinceQuery, { as: analyst.actor, variables });
}

test('a figure is worked out once for people of all teams', async () => {
  const analytics = await openAnalytics(storeUrls().redis);
  const variables = { filter: filter() };
  await addTender(analytics.database, { province: 'GAUTENG', publishedAt: '2026-01-01T00:00:00Z' });

  const first = await readFigure(analytics, variables);
  await addTender(analytics.database, { province: 'GAUTENG', publishedAt: '2026-01-01T00:00:00Z' });
  const second = await readFigure(analytics, variables);

  expect(first).toMatchObject({ data: { tendersByProvince: { usedRowCount: 1 } } });
  expect(second).toEqual(first);
  await analytics.close();
});

test('a figure is there without Redis', async () => {
  const analytics = await openAnalytics('redis://127.0.0.1:1');
  await addTender(analytics.database, { province: 'GAUTENG', publishedAt: '2026-01-01T00:00:00Z' });

  expect(await readFigure(analytics, {})).toMatchObject({
    data: { tendersByProvince: { rows: [{ province: 'GAUTENG', tenderCount: 1 }], usedRowCount: 1 } },
  });
  await analytics.close();
});
