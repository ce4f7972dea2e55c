import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLogger } from './logs/logger.js';
import { createOutages, type Outages } from './outages.js';

describe('an outage of a store', () => {
  const lines: string[] = [];
  const counted: string[] = [];
  let outages: Outages;
  beforeEach(() => {
    jest.useFakeTimers();
    lines.splice(0);
    counted.splice(0);
    const destination = { write: (line: string) => void lines.push(line) };
    outages = createOutages({
      logger: createLogger({ service: 'test', destination }),
      onFailure: (store) => void counted.push(store),
    });
  });
  afterEach(() => void jest.useRealTimers());

  const logged = (): unknown[] =>
    lines.map((line) => {
      const { time: _time, ...rest } = JSON.parse(line);
      return rest;
    });
  const away = {
    level: 'warn',
    service: 'test',
    event: 'store_away',
    store: 'Redis',
    reason: 'Error (ECONNREFUSED): connect refused',
    msg: 'Redis is away.',
  };
  const refused = new Error('An operation failed.', {
    cause: Object.assign(new Error('connect\n  refused'), { code: 'ECONNREFUSED' }),
  });

  test('is two lines without a stack, however many operations it cost', () => {
    const redis = outages.of('Redis');

    for (let n = 0; n < 10_000; n += 1) {
      redis.failed();
      redis.away(refused);
    }
    jest.advanceTimersByTime(4_000);
    redis.answered();
    jest.advanceTimersByTime(1_000);

    expect(logged()).toEqual([
      away,
      {
        level: 'warn',
        service: 'test',
        event: 'store_back',
        store: 'Redis',
        failures: 10_000,
        awayMs: 5_000,
        msg: 'Redis is back.',
      },
    ]);
    expect(counted).toHaveLength(10_000);
  });

  test('goes on while the store answers and fails in turn', () => {
    const redis = outages.of('Redis');
    redis.away(refused);

    for (let n = 0; n < 50; n += 1) {
      redis.answered();
      jest.advanceTimersByTime(900);
      redis.failed();
      redis.away(refused);
    }

    expect(logged()).toEqual([away]);
  });

  test('is said again when it is another, with a count of its own', () => {
    const redis = outages.of('Redis');
    for (const failures of [3, 2]) {
      for (let n = 0; n < failures; n += 1) redis.failed();
      redis.away(refused);
      redis.answered();
      jest.advanceTimersByTime(1_000);
    }

    expect(lines.map((line) => JSON.parse(line)['failures'])).toEqual([undefined, 3, undefined, 2]);
  });

  test('is one for all who use the store, and no other store has part in it', () => {
    outages.of('Redis').away(refused);
    outages.of('Redis').away(refused);
    outages.of('MongoDB').answered();
    jest.advanceTimersByTime(1_000);

    expect(logged()).toEqual([away]);
  });

  test('is none when single operations fail and the store is there', () => {
    outages.of('Redis').failed();
    outages.of('Redis').answered();

    expect([lines, counted]).toEqual([[], ['Redis']]);
  });
});
