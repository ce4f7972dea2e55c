import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { addAward, addBuyer, addTender } from '../kit/tender-rows.js';
import type { TestUser } from '../kit/people.js';
import { readAt, codeOf, openAnalytics, spendQuery, type Analytics } from './figure-requests.js';

let analytics: Analytics;
let analyst: TestUser;
let roads: string;
let water: string;

beforeAll(async () => {
  analytics = await openAnalytics();
  analyst = await (await analytics.team()).user({ role: 'viewer' });
  const { database } = analytics;
  roads = await addBuyer(database, 'Roads Agency');
  water = await addBuyer(database, 'Water Board');
  const zar = { valueCurrency: 'ZAR' };
  const first = await addTender(database, {
    ...zar,
    buyerId: roads,
    valueAmount: '1000.10',
    publishedAt: '2026-01-10T00:00:00Z',
  });
  const second = await addTender(database, {
    ...zar,
    buyerId: roads,
    valueAmount: '0.20',
    publishedAt: '2026-02-10T00:00:00Z',
  });
  const third = await addTender(database, {
    ...zar,
    buyerId: water,
    valueAmount: '999999999999.99',
    publishedAt: '2026-03-10T00:00:00Z',
  });
  await addTender(database, {
    buyerId: water,
    valueAmount: '5',
    valueCurrency: 'USD',
    publishedAt: '2026-03-10T00:00:00Z',
  });
  await addTender(database, { buyerId: water, valueAmount: '5', valueCurrency: null });
  await addTender(database, { buyerId: water });
  await addTender(database, { buyerId: water, valueStatement: 'UNREADABLE' });
  const orphan = await addTender(database, { ...zar, buyerId: null, valueAmount: '7' });

  await addAward(database, { tenderId: first.row, key: 'a', valueAmount: '100.25', valueCurrency: 'ZAR' });
  await addAward(database, {
    tenderId: first.row,
    key: 'b',
    valueAmount: '200.50',
    valueCurrency: 'ZAR',
    status: null,
  });
  await addAward(database, {
    tenderId: second.row,
    key: 'a',
    valueAmount: '1',
    valueCurrency: 'ZAR',
    status: 'cancelled',
  });
  await addAward(database, {
    tenderId: second.row,
    key: 'b',
    valueAmount: '1',
    valueCurrency: 'ZAR',
    status: 'pending',
  });
  await addAward(database, { tenderId: third.row, key: 'a', valueAmount: '50', valueCurrency: 'ZAR' });
  await addAward(database, { tenderId: third.row, key: 'b' });
  await addAward(database, { tenderId: third.row, key: 'c', valueAmount: '9', valueCurrency: 'USD' });
  await addAward(database, { tenderId: orphan.row, key: 'a', valueAmount: '9', valueCurrency: 'ZAR' });
});
afterAll(() => analytics.close());

const zar = (amount: string) => ({ amount, currency: 'ZAR' });

const spending = (variables: Record<string, unknown> = {}) =>
  analytics.ask(spendQuery, { as: analyst.actor, variables });

describe('spendByBuyer', () => {
  test('adds up awards that are concluded, in one currency, exactly', async () => {
    expect(await spending()).toEqual({
      data: {
        spendByBuyer: {
          rows: [
            {
              buyer: { id: encodeId('Buyer', roads) },
              buyerName: 'Roads Agency',
              value: zar('300.75'),
              usedRowCount: 2,
            },
            { buyer: { id: encodeId('Buyer', water) }, buyerName: 'Water Board', value: zar('50'), usedRowCount: 1 },
          ],
          buyerCount: 2,
          value: zar('350.75'),
          basis: 'AWARDED',
          usedRowCount: 3,
          excludedRowCount: 5,
          exclusions: [
            { reason: 'NOT_CONCLUDED', rowCount: 2 },
            { reason: 'UNDISCLOSED_VALUE', rowCount: 1 },
            { reason: 'OTHER_CURRENCY', rowCount: 1 },
            { reason: 'NO_BUYER', rowCount: 1 },
          ],
          generatedAt: readAt,
        },
      },
    });
  });

  test('adds up what buyers expected when asked to', async () => {
    const answer = await spending({ basis: 'ESTIMATED' });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [
        { buyerName: 'Water Board', value: zar('999999999999.99'), usedRowCount: 1 },
        { buyerName: 'Roads Agency', value: zar('1000.30'), usedRowCount: 2 },
      ],
      value: zar('1000000001000.29'),
      basis: 'ESTIMATED',
      usedRowCount: 3,
      excludedRowCount: 5,
      exclusions: [
        { reason: 'OTHER_CURRENCY', rowCount: 2 },
        { reason: 'UNDISCLOSED_VALUE', rowCount: 1 },
        { reason: 'UNREADABLE_VALUE', rowCount: 1 },
        { reason: 'NO_BUYER', rowCount: 1 },
      ],
    });
  });

  test('lists as many buyers as asked for and still speaks for all', async () => {
    const answer = await spending({ first: 1 });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [{ buyerName: 'Roads Agency' }],
      buyerCount: 2,
      value: zar('350.75'),
      usedRowCount: 3,
    });
    expect((await spending({ first: 0 })).data?.['spendByBuyer']).toMatchObject({ rows: [], buyerCount: 2 });
  });

  test('counts another currency by itself', async () => {
    const answer = await spending({ currency: 'USD', basis: 'ESTIMATED' });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [{ buyerName: 'Water Board', value: { amount: '5', currency: 'USD' }, usedRowCount: 1 }],
      value: { amount: '5', currency: 'USD' },
    });
  });

  test('answers zero, and why, where nothing can be counted', async () => {
    const answer = await spending({ currency: 'JPY', basis: 'ESTIMATED' });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [],
      buyerCount: 0,
      value: { amount: '0', currency: 'JPY' },
      usedRowCount: 0,
      excludedRowCount: 8,
    });
  });

  test('takes a period, and names rows that it cannot judge', async () => {
    const answer = await spending({
      basis: 'ESTIMATED',
      filter: { published: { from: '2026-02-01T00:00:00Z', before: '2026-03-01T00:00:00Z' } },
    });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [{ buyerName: 'Roads Agency', value: zar('0.20'), usedRowCount: 1 }],
      usedRowCount: 1,
      exclusions: [{ reason: 'NO_PUBLICATION_DATE', rowCount: 4 }],
    });
  });

  test.each([
    ['first: -1', { first: -1 }],
    ['first: 101', { first: 101 }],
    ['a currency in small letters', { currency: 'zar' }],
    ['an empty currency', { currency: '' }],
    ['a currency that is SQL', { currency: "ZAR' or true" }],
    ['a basis that does not exist', { basis: 'GUESSED' }],
  ])('answers BAD_USER_INPUT to %s', async (_name, variables) => {
    expect(codeOf(await spending(variables))).toBe('BAD_USER_INPUT');
  });

  test('is refused to nobody with UNAUTHENTICATED and to people without the permission with FORBIDDEN', async () => {
    const guest = await (await analytics.team()).user({ can: ['tender:read'] });

    expect(codeOf(await analytics.ask(spendQuery))).toBe('UNAUTHENTICATED');
    expect(codeOf(await analytics.ask(spendQuery, { as: guest.actor }))).toBe('FORBIDDEN');
  });
});
