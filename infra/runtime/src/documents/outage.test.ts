import { describe, expect, test } from '@jest/globals';
import { HubError } from '../errors/errors.js';
import { StoreDeadlineError, isStoreOutage, translateStoreError, withinTime } from './outage.js';

const named = (name: string, parts: object = {}): Error => Object.assign(new Error('x'), { name }, parts);

test('a store that does not answer in time is given up', async () => {
  await expect(withinTime(5, () => new Promise(() => undefined))).rejects.toBeInstanceOf(StoreDeadlineError);
});

describe('what the store throws', () => {
  test.each([
    named('MongoServerSelectionError'),
    named('MongooseServerSelectionError'),
    named('MongoNetworkTimeoutError'),
    named('MongoPoolClearedError'),
    named('CircuitOpenError'),
    named('StoreDeadlineError'),
    named('MongoServerError', { code: 10_107 }),
    named('Error', { code: 'ECONNRESET' }),
    named('MongoError', { cause: named('MongoNetworkError') }),
  ])('is an outage: $name $code', (error) => {
    expect(isStoreOutage(error)).toBe(true);
    expect(translateStoreError(error)).toMatchObject({
      code: 'DOCUMENT_STORE_UNAVAILABLE',
      retryAfterSeconds: 2,
      cause: error,
    });
  });

  test.each([named('MongoServerError', { code: 121 }), named('TypeError'), 'text', undefined])(
    'is no outage and passes: %p',
    (error) => {
      expect(isStoreOutage(error)).toBe(false);
      expect(translateStoreError(error)).toBe(error);
    },
  );

  test('is a conflict for a duplicate key, bad input for a failed cast, unavailable for too slow a query', () => {
    expect(translateStoreError(named('MongoServerError', { code: 11_000 }))).toMatchObject({ code: 'CONFLICT' });
    expect(translateStoreError(named('CastError'))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(translateStoreError(named('MongoServerError', { code: 50 }))).toMatchObject({
      code: 'DOCUMENT_STORE_UNAVAILABLE',
    });
    expect(isStoreOutage(named('MongoServerError', { code: 50 }))).toBe(false);
  });

  test('passes our own errors unchanged', () => {
    const error = new HubError('NOT_FOUND');
    expect(translateStoreError(error)).toBe(error);
  });
});
