import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { cacheKey, createLoader, openCache, type Cache } from '@hub/runtime/cache';
import { createLogger } from '@hub/runtime/telemetry';
import { hungTestMs } from '../kit/hung.js';
import { startTcpProxy, type TcpProxy, type Toxic } from '../kit/tcp-proxy.js';
import { settlesAtOnce } from '../kit/settles-at-once.js';
import { until } from '../kit/until.js';

const target = new URL(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');
let proxy: TcpProxy;
let cache: Cache;
let redis: Redis;

beforeEach(async () => {
  proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port || 6379) });
  cache = await openCache({
    url: `redis://127.0.0.1:${proxy.port}`,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  redis = new Redis(target.href);
  await until(() => cache.state === 'closed');
});

afterEach(async () => {
  await cache.close();
  redis.disconnect();
  await proxy.close();
});

const freshKey = () => cacheKey({ team: 'public', type: 'fault', id: randomUUID() });

const faults: readonly Toxic[] = [
  { kind: 'down' },
  { kind: 'reset_peer' },
  { kind: 'timeout' },
  { kind: 'latency', latencyMs: 3000 },
  { kind: 'limit_data', bytes: 3 },
];

describe.each(faults)('with Redis under $kind', (fault) => {
  test('every call answers, none waits once Redis is known to be away, and the cache returns by itself', async () => {
    const key = freshKey();
    proxy.poison(fault);
    expect(await cache.read([key])).toEqual([null]);
    for (let call = 0; call < 20; call += 1) {
      // A probe that happens to succeed may close it for a moment.
      await until(async () => cache.state === 'open' || (await cache.read([key]), false));
      const read = cache.read([key]);
      expect(await settlesAtOnce(read)).toBe(true);
      expect(await read).toEqual([null]);
    }
    await until(() => cache.state === 'open');
    expect(await cache.withLock({ key, ttlMs: 1000 }, async () => 1)).toEqual({ status: 'unavailable' });
    expect(await cache.countUp({ key, windowMs: 1000 })).toBeNull();
    await cache.keepHighest({ key, number: 1, untilMs: 2, nowMs: 1 });
    expect(await cache.highest({ key, nowMs: 1 })).toBeNull();
    await expect(cache.ping()).rejects.toThrow();

    await redis.set(key, 'x', 'PX', hungTestMs);
    proxy.poison(null);
    await until(async () => (await cache.read([key]))[0] === 'x');
  });
});

test('a loader asks the origin while Redis is away, once per key and process', async () => {
  proxy.poison({ kind: 'timeout' });
  let asked = 0;
  const load = () =>
    createLoader({
      cache,
      team: 'public',
      type: 'fault',
      ttlSeconds: 60,
      codec: z.string(),
      batch: async (ids: readonly string[]) => {
        asked += 1;
        return new Map(ids.map((id) => [id, 'value']));
      },
    }).load('a');
  const values = await Promise.all(Array.from({ length: 100 }, load));
  expect(values.every((value) => value === 'value')).toBe(true);
  expect(asked).toBe(1);
});

test('an invalidation made while Redis is away is carried out before Redis is read again', async () => {
  const key = freshKey();
  await redis.set(key, 'old', 'PX', hungTestMs);
  proxy.poison({ kind: 'down' });
  await until(() => cache.state === 'open');
  await cache.invalidate({ keys: [key] });
  proxy.poison(null);
  await until(() => cache.state === 'closed');
  expect((await cache.read([key]))[0]).toMatch(/^!/u);
});

test('a cache that starts without Redis joins in when Redis comes', async () => {
  proxy.poison({ kind: 'down' });
  const late = await openCache({
    url: `redis://127.0.0.1:${proxy.port}`,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  expect(late.state).toBe('open');
  proxy.poison(null);
  await until(() => late.state === 'closed');
  await late.close();
});
