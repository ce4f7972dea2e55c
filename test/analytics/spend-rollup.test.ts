import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { refreshSpend } from '@hub/analytics/refresh-spend';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import type { TestUser } from '../kit/people.js';
import { addAward, addBuyer, addTender } from '../kit/tender-rows.js';
import { openAnalytics, readAt, spendQuery, type Analytics } from './figure-requests.js';

// Sums that a job keeps, beside what is added up when somebody asks. A filter that names every status means the same
// tenders as none, and is never answered out of kept sums.

let analytics: Analytics;
let worker: HubDatabase;
let analyst: TestUser;
let roads: string;
beforeEach(async () => {
  analytics = await openAnalytics();
  analyst = await (await analytics.team()).user({ role: 'viewer' });
  worker = openDatabase({
    role: 'svc_analytics',
    url: analytics.database.urlOf('svc_analytics'),
    poolSizeMax: 1,
    connectTimeoutMs: 10_000,
  });
  roads = await addBuyer(analytics.database, 'Roads Agency');
});
afterEach(async () => {
  await worker.close();
  await analytics.close();
});

const minutesBefore = (minutes: number): Date => new Date(Date.parse(readAt) - minutes * 60_000);
const refresh = (at: Date): Promise<void> =>
  refreshSpend(worker.as({ kind: 'system', name: 'analytics:count-spend', teamId: null }), at);
const everyStatus = ['PLANNED', 'OPEN', 'CLOSED', 'AWARDED', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'];

interface Question {
  readonly basis?: string;
  readonly currency?: string;
  readonly published?: { from?: string; before?: string };
}

async function ask({ published, ...rest }: Question, statuses?: readonly string[]): Promise<Record<string, unknown>> {
  const filter = { ...(published && { published }), ...(statuses && { statuses }) };
  const { data } = await analytics.ask(spendQuery, { as: analyst.actor, variables: { ...rest, filter } });
  return { ...Object(data?.['spendByBuyer']) };
}

/** A change of tenders that got its place, as after an import. */
const noteChange = () =>
  analytics.database.sql(
    `insert into tenders.change (place, number) select tenders.next_place(), nextval('tenders.change_number')`,
  );

async function fill(): Promise<void> {
  const { database } = analytics;
  const water = await addBuyer(database, 'Water Board');
  const published = [
    null,
    '2025-12-31T23:59:59Z',
    '2026-01-01T00:00:00Z',
    '2026-01-31T22:30:00Z',
    '2026-02-01T00:00:00Z',
  ];
  const values = [
    { valueAmount: '10.01', valueCurrency: 'ZAR' },
    { valueAmount: '7', valueCurrency: 'USD' },
    { valueAmount: '3', valueCurrency: null },
    { valueAmount: null, valueStatement: 'UNREADABLE' },
    { valueAmount: null },
  ];
  for (const [index, value] of values.entries()) {
    for (const [place, publishedAt] of published.entries()) {
      const buyerId = [roads, water, null][(index + place) % 3] ?? null;
      const { row } = await addTender(database, { ...value, publishedAt, buyerId });
      await addAward(database, { tenderId: row, key: 'a', valueAmount: `${place}.5`, valueCurrency: 'ZAR' });
      await addAward(database, {
        tenderId: row,
        key: 'b',
        status: 'cancelled',
        valueAmount: '1',
        valueCurrency: 'ZAR',
      });
      await addAward(database, { tenderId: row, key: 'c' });
    }
  }
}

const months: readonly (Question['published'] | undefined)[] = [
  undefined,
  { from: '2026-01-01T00:00:00Z' },
  { before: '2026-02-01T00:00:00Z' },
  { from: '2026-01-01T00:00:00Z', before: '2026-02-01T00:00:00Z' },
  { from: '2026-01-01T02:00:00+02:00' },
];
const questions: readonly Question[] = months.flatMap((published) =>
  ['AWARDED', 'ESTIMATED'].flatMap((basis) =>
    ['ZAR', 'USD', 'JPY'].map((currency) => ({ basis, currency, ...(published && { published }) })),
  ),
);

test('kept sums answer every question of whole months as the tenders themselves do', async () => {
  await fill();
  await refresh(minutesBefore(10));

  for (const question of questions) {
    const [kept, added] = [await ask(question), await ask(question, everyStatus)];
    expect(kept).toEqual({ ...added, generatedAt: minutesBefore(10).toISOString() });
    expect(added['generatedAt']).toBe(readAt);
  }
});

test('sums follow what is changed, awarded and taken back, and those that are right are not written again', async () => {
  await fill();
  await refresh(minutesBefore(10));
  const written = () =>
    analytics.database.sql(
      'select basis, published_month, buyer_id, currency, state, amount, row_count, xmin from analytics.buyer_spend order by id',
    );
  const before = await written();
  await analytics.database.sql(
    `update tenders.award a set outcome = 'CANCELLED' from tenders.tender t
     where t.id = a.tender_id and a.key = 'a' and t.buyer_id = $1 and t.published_at < '2026-01-01'`,
    [roads],
  );

  await refresh(minutesBefore(8));
  const unnoticed = await written();
  await noteChange();
  await refresh(minutesBefore(6));
  const after = await written();

  expect(unnoticed).toEqual(before);
  expect(before.length - after.filter((row) => before.some((old) => old['xmin'] === row['xmin'])).length).toBe(2);
  const question = { published: { before: '2026-01-01T00:00:00Z' } };
  expect(await ask(question)).toEqual({
    ...(await ask(question, everyStatus)),
    generatedAt: minutesBefore(6).toISOString(),
  });
});

test.each<[string, Question, readonly string[] | undefined]>([
  ['a day within a month', { published: { from: '2026-01-02T00:00:00Z' } }, undefined],
  ['a status', {}, ['OPEN']],
])('%s is added up from tenders', async (_name, question, statuses) => {
  await refresh(minutesBefore(10));
  await addTender(analytics.database, {
    buyerId: roads,
    valueAmount: '5',
    valueCurrency: 'ZAR',
    publishedAt: '2026-01-05T00:00:00Z',
  });

  const answer = await ask({ ...question, basis: 'ESTIMATED' }, statuses);

  expect(answer).toMatchObject({ usedRowCount: 1, generatedAt: readAt });
});

test('sums that nobody confirmed for an hour are not trusted', async () => {
  await addTender(analytics.database, { buyerId: roads, valueAmount: '5', valueCurrency: 'ZAR' });
  await refresh(minutesBefore(60));

  expect(await ask({ basis: 'ESTIMATED' })).toMatchObject({ usedRowCount: 1, generatedAt: readAt });
});

test('a run that is ended before its commit leaves the sums as they were, and the next one does its work', async () => {
  await fill();
  await refresh(minutesBefore(10));
  await noteChange();
  const state = () =>
    analytics.database.sql(
      'select place::int, counted_at, (select count(*)::int from analytics.buyer_spend) as sums from analytics.spend_count',
    );
  const before = await state();
  await analytics.database.sql('alter table analytics.spend_count add constraint broken check (place < 0) not valid');

  await expect(refresh(minutesBefore(5))).rejects.toThrow();
  const between = await state();
  await analytics.database.sql('alter table analytics.spend_count drop constraint broken');
  await refresh(minutesBefore(4));

  expect(between).toEqual(before);
  expect(await state()).toMatchObject([{ counted_at: minutesBefore(4) }]);
  expect(await ask({})).toMatchObject({ generatedAt: minutesBefore(4).toISOString() });
});
