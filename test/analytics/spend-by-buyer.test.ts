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

const spending = (variables: Record<string, unknown> = {}) =>
  analytics.ask(spendQuery, { as: analyst.actor, variables });

describe('spendByBuyer', () => {
  test('adds up awards that are concluded, in one currency, exactly', async () => {
    expect(await spending()).toEqual({
      data: {
        spendByBuyer: {
          rows: [
            { buyer: { id: encodeId('Buyer', roads) }, buyerName: 'Roads Agency', amount: '300.75', rowsUsed: 2 },
            { buyer: { id: encodeId('Buyer', water) }, buyerName: 'Water Board', amount: '50', rowsUsed: 1 },
          ],
          buyersTotal: 2,
          amountTotal: '350.75',
          currency: 'ZAR',
          basis: 'AWARDED',
          rowsUsed: 3,
          rowsExcluded: 5,
          exclusions: [
            { reason: 'NOT_CONCLUDED', rows: 2 },
            { reason: 'UNDISCLOSED_VALUE', rows: 1 },
            { reason: 'OTHER_CURRENCY', rows: 1 },
            { reason: 'NO_BUYER', rows: 1 },
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
        { buyerName: 'Water Board', amount: '999999999999.99', rowsUsed: 1 },
        { buyerName: 'Roads Agency', amount: '1000.30', rowsUsed: 2 },
      ],
      amountTotal: '1000000001000.29',
      basis: 'ESTIMATED',
      rowsUsed: 3,
      rowsExcluded: 5,
      exclusions: [
        { reason: 'OTHER_CURRENCY', rows: 2 },
        { reason: 'UNDISCLOSED_VALUE', rows: 1 },
        { reason: 'UNREADABLE_VALUE', rows: 1 },
        { reason: 'NO_BUYER', rows: 1 },
      ],
    });
  });

  test('lists as many buyers as asked for and still speaks for all', async () => {
    const answer = await spending({ first: 1 });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [{ buyerName: 'Roads Agency' }],
      buyersTotal: 2,
      amountTotal: '350.75',
      rowsUsed: 3,
    });
    expect((await spending({ first: 0 })).data?.['spendByBuyer']).toMatchObject({ rows: [], buyersTotal: 2 });
  });

  test('counts another currency by itself', async () => {
    const answer = await spending({ currency: 'USD', basis: 'ESTIMATED' });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [{ buyerName: 'Water Board', amount: '5', rowsUsed: 1 }],
      amountTotal: '5',
      currency: 'USD',
    });
  });

  test('answers zero, and why, where nothing can be counted', async () => {
    const answer = await spending({ currency: 'JPY', basis: 'ESTIMATED' });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [],
      buyersTotal: 0,
      amountTotal: '0',
      rowsUsed: 0,
      rowsExcluded: 8,
    });
  });

  test('takes a period, and names rows that it cannot judge', async () => {
    const answer = await spending({
      basis: 'ESTIMATED',
      filter: { published: { from: '2026-02-01T00:00:00Z', before: '2026-03-01T00:00:00Z' } },
    });

    expect(answer.data?.['spendByBuyer']).toMatchObject({
      rows: [{ buyerName: 'Roads Agency', amount: '0.20', rowsUsed: 1 }],
      rowsUsed: 1,
      exclusions: [{ reason: 'NO_PUBLICATION_DATE', rows: 4 }],
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
