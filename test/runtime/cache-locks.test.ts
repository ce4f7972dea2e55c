import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { cacheKey, keptPlaceOf, openCache, type Cache } from '@hub/runtime/cache';
import { createLogger } from '@hub/runtime/telemetry';
import { until } from '../kit/until.js';

const url = process.env['REDIS_URL'] ?? '';
const redis = new Redis(url);
let cache: Cache;

beforeAll(async () => {
  cache = await openCache({ url, logger: createLogger({ service: 'test', level: 'silent' }), commandTimeoutMs: 5000 });
});

afterAll(async () => {
  await cache.close();
  redis.disconnect();
});

const freshKey = () => cacheKey({ team: 'public', type: 'job', id: randomUUID() });

/** What is kept under a name, and for how many milliseconds more. */
const kept = async (name: string) => {
  const [values, ends] = keptPlaceOf(name);
  const [value, until] = [await redis.hget(values, name), await redis.zscore(ends, name)];
  const [seconds, micros] = await redis.time();
  return { value, leftMs: Number(until ?? 0) - (Number(seconds) * 1000 + Number(micros) / 1000) };
};
const keep = async (name: string, value: string, leftMs: number) => {
  const [values, ends] = keptPlaceOf(name);
  const [seconds] = await redis.time();
  await redis.hset(values, name, value);
  await redis.zadd(ends, Number(seconds) * 1000 + 1000 + leftMs, name);
};

describe('a lock', () => {
  test('lets one of two work, and is free again afterwards', async () => {
    const key = freshKey();
    const inside = await cache.withLock({ key, ttlMs: 10_000 }, () =>
      cache.withLock({ key, ttlMs: 10_000 }, async () => 'twice'),
    );
    expect(inside).toEqual({ status: 'done', value: { status: 'busy' } });
    expect(await cache.withLock({ key, ttlMs: 10_000 }, async () => 'again')).toEqual({
      status: 'done',
      value: 'again',
    });
  });

  test('is freed when the work throws', async () => {
    const key = freshKey();
    await expect(cache.withLock({ key, ttlMs: 10_000 }, async () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    expect(await kept(`lock:${key}`)).toMatchObject({ value: null });
  });

  test('waits for another holder when told to', async () => {
    const key = freshKey();
    await keep(`lock:${key}`, 'another', 0);
    expect(await cache.withLock({ key, ttlMs: 10_000, waitMs: 5000 }, async () => 'mine')).toEqual({
      status: 'done',
      value: 'mine',
    });
  });

  test('is renewed while the work runs longer than its life', async () => {
    const key = freshKey();
    await cache.withLock({ key, ttlMs: 6000 }, async () => {
      const token = (await kept(`lock:${key}`)).value;
      let left = Infinity;
      // Time left only ever falls, unless the lease is renewed.
      await until(async () => {
        const now = (await kept(`lock:${key}`)).leftMs;
        const renewed = now > left;
        left = now;
        return renewed;
      });
      expect((await kept(`lock:${key}`)).value).toBe(token);
    });
  });

  test('tells the work when the lease is lost, and does not release what is now another’s', async () => {
    const key = freshKey();
    await cache.withLock({ key, ttlMs: 300 }, async (signal) => {
      await keep(`lock:${key}`, 'another', 10_000);
      await until(() => signal.aborted);
    });
    expect((await kept(`lock:${key}`)).value).toBe('another');
  });
});

describe('a counter', () => {
  test('counts within a window that begins with the first count', async () => {
    const key = freshKey();
    expect((await cache.countUp({ key, windowMs: 60_000 }))?.count).toBe(1);
    expect((await cache.countUp({ key, windowMs: 60_000, by: 4 }))?.count).toBe(5);
    const resetMs = (await cache.countUp({ key, windowMs: 60_000, by: 0 }))?.resetMs ?? 0;
    expect(resetMs).toBeGreaterThan(50_000);
    expect(resetMs).toBeLessThanOrEqual(60_000);
  });
});

describe('the highest number of a period', () => {
  test('is what is kept, in whatever order numbers arrive, and is forgotten when the period ends', async () => {
    const key = freshKey();
    expect(await cache.highest({ key, nowMs: 0 })).toBeNull();
    const numbers = Array.from({ length: 50 }, (_, index) => ((index * 37) % 50) + 1);
    await Promise.all(numbers.map((number) => cache.keepHighest({ key, number, untilMs: 60_000, nowMs: 0 })));
    expect(await cache.highest({ key, nowMs: 59_999 })).toEqual({ number: 50, untilMs: 60_000 });
    expect(await cache.highest({ key, nowMs: 60_000 })).toBeNull();
    expect((await kept(`highest:${key}`)).leftMs).toBeGreaterThan(50_000);
  });

  test('gives way to that of a later period, and never to that of an earlier one', async () => {
    const key = freshKey();
    await cache.keepHighest({ key, number: 9, untilMs: 60_000, nowMs: 0 });
    await cache.keepHighest({ key, number: 1, untilMs: 120_000, nowMs: 60_000 });
    await cache.keepHighest({ key, number: 9, untilMs: 60_000, nowMs: 0 });
    expect(await cache.highest({ key, nowMs: 60_000 })).toEqual({ number: 1, untilMs: 120_000 });
  });

  test('is nothing where something else lies', async () => {
    const key = freshKey();
    await keep(`highest:${key}`, 'nonsense', 60_000);
    expect(await cache.highest({ key, nowMs: 0 })).toBeNull();
    await cache.keepHighest({ key, number: 2, untilMs: 60_000, nowMs: 0 });
    expect(await cache.highest({ key, nowMs: 0 })).toEqual({ number: 2, untilMs: 60_000 });
  });
});

describe('what is kept', () => {
  test('has no lifetime by which Redis would put it out to make room', async () => {
    const key = freshKey();
    await cache.countUp({ key, windowMs: 60_000 });

    const places = keptPlaceOf(`count:${key}`);

    expect(await Promise.all(places.map((place) => redis.ttl(place)))).toEqual([-1, -1]);
  });

  test('goes when it has ended and another is written beside it', async () => {
    const [values] = keptPlaceOf('count:ended');
    await keep('count:ended', '1', -5_000);
    const isBeside = (key: string) => keptPlaceOf(`count:${key}`)[0] === values;
    const beside = Array.from({ length: 2_000 }, freshKey).find(isBeside) ?? freshKey();

    await cache.countUp({ key: beside, windowMs: 60_000 });

    expect((await kept('count:ended')).value).toBeNull();
  });
});
