import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { addTender, type TenderRow } from '../kit/tender-rows.js';
import type { TestUser } from '../kit/people.js';
import { readAt, codeOf, openAnalytics, provinceQuery, type Analytics } from './figure-requests.js';

let analytics: Analytics;
let analyst: TestUser;

beforeAll(async () => {
  analytics = await openAnalytics();
  analyst = await (await analytics.team()).user({ role: 'viewer' });
});
afterAll(() => analytics.close());
afterEach(() => analytics.database.sql('delete from tenders.tender'));

const tenders = async (...rows: TenderRow[]) => {
  for (const row of rows) await addTender(analytics.database, row);
};
// Each test asks something different, or the second would be answered from the memory of the first.
const byProvince = (filter?: Record<string, unknown>) =>
  analytics.ask(provinceQuery, { as: analyst.actor, variables: filter === undefined ? {} : { filter } });

describe('tendersByProvince', () => {
  test('counts each province, National apart, and says what it left out', async () => {
    await tenders(
      { province: 'GAUTENG' },
      { province: 'LIMPOPO' },
      { province: 'GAUTENG' },
      { province: 'NATIONAL' },
      { province: null },
      {},
    );

    expect(await byProvince()).toEqual({
      data: {
        tendersByProvince: {
          rows: [
            { province: 'GAUTENG', tenderCount: 2 },
            { province: 'LIMPOPO', tenderCount: 1 },
            { province: 'NATIONAL', tenderCount: 1 },
          ],
          usedRowCount: 4,
          excludedRowCount: 2,
          exclusions: [{ reason: 'NO_PROVINCE', rowCount: 2 }],
          generatedAt: readAt,
        },
      },
    });
  });

  test('is empty without tenders', async () => {
    const answer = await byProvince({ published: { from: '2100-01-01T00:00:00Z' } });

    expect(answer.data?.['tendersByProvince']).toEqual({
      rows: [],
      usedRowCount: 0,
      excludedRowCount: 0,
      exclusions: [],
      generatedAt: readAt,
    });
  });

  test('takes a period from its first instant to before its last, and names tenders that it cannot judge', async () => {
    await tenders(
      { province: 'GAUTENG', publishedAt: '2026-02-28T23:59:59.999Z' },
      { province: 'LIMPOPO', publishedAt: '2026-03-01T00:00:00Z' },
      { province: 'MPUMALANGA', publishedAt: '2026-03-31T21:59:59.999Z' },
      { province: 'NORTH_WEST', publishedAt: '2026-03-31T22:00:00Z' },
      { province: null, publishedAt: '2026-03-15T00:00:00Z' },
      { province: 'FREE_STATE', publishedAt: null },
    );

    const answer = await byProvince({
      published: { from: '2026-03-01T02:00:00+02:00', before: '2026-04-01T00:00:00+02:00' },
    });

    expect(answer.data?.['tendersByProvince']).toMatchObject({
      rows: [
        { province: 'LIMPOPO', tenderCount: 1 },
        { province: 'MPUMALANGA', tenderCount: 1 },
      ],
      usedRowCount: 2,
      excludedRowCount: 2,
      exclusions: [
        { reason: 'NO_PUBLICATION_DATE', rowCount: 1 },
        { reason: 'NO_PROVINCE', rowCount: 1 },
      ],
    });
  });

  test.each([
    ['OPEN', ['EASTERN_CAPE', 'GAUTENG']],
    ['CLOSED', ['KWAZULU_NATAL', 'LIMPOPO']],
    ['PLANNED', ['MPUMALANGA', 'NORTH_WEST']],
    ['AWARDED', ['NORTHERN_CAPE']],
    ['CANCELLED', ['WESTERN_CAPE']],
    ['UNSUCCESSFUL', []],
    ['UNKNOWN', ['NATIONAL']],
  ])('counts tenders that are %s at the time of asking', async (status, provinces) => {
    await tenders(
      { province: 'EASTERN_CAPE', lifecycle: 'LIVE' },
      { province: 'GAUTENG', lifecycle: 'LIVE', opensAt: readAt, closingAt: '2026-03-31T09:00:00.001Z' },
      { province: 'KWAZULU_NATAL', lifecycle: 'LIVE', closingAt: readAt },
      { province: 'LIMPOPO', lifecycle: 'COMPLETE', closingAt: '2027-01-01T00:00:00Z' },
      { province: 'MPUMALANGA', lifecycle: 'LIVE', opensAt: '2026-03-31T09:00:00.001Z' },
      { province: 'NORTH_WEST', lifecycle: 'PLANNED' },
      { province: 'NORTHERN_CAPE', lifecycle: 'AWARDED' },
      { province: 'WESTERN_CAPE', lifecycle: 'CANCELLED' },
      { province: 'NATIONAL', lifecycle: 'UNKNOWN' },
    );

    const answer = await byProvince({ statuses: [status] });

    expect(answer.data?.['tendersByProvince']).toMatchObject({
      rows: provinces.map((province) => ({ province, tenderCount: 1 })),
      excludedRowCount: 0,
    });
  });

  test.each([
    [
      'a period that ends before it begins',
      { published: { from: '2026-03-02T00:00:00Z', before: '2026-03-01T00:00:00Z' } },
    ],
    ['a period of no length', { published: { from: '2026-03-01T00:00:00Z', before: '2026-03-01T02:00:00+02:00' } }],
    ['a day that does not exist', { published: { from: '2026-02-31T00:00:00Z' } }],
    ['a time without an offset', { published: { from: '2026-02-01T00:00:00' } }],
    ['a status that does not exist', { statuses: ['WON'] }],
  ])('answers BAD_USER_INPUT to %s', async (_name, filter) => {
    expect(codeOf(await byProvince(filter))).toBe('BAD_USER_INPUT');
  });

  test('is refused to nobody with UNAUTHENTICATED and to people without the permission with FORBIDDEN', async () => {
    const guest = await (await analytics.team()).user({ can: ['tender:read'] });

    expect(codeOf(await analytics.ask(provinceQuery))).toBe('UNAUTHENTICATED');
    expect(codeOf(await analytics.ask(provinceQuery, { as: guest.actor }))).toBe('FORBIDDEN');
  });
});
