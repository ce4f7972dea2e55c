import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { cacheKey, cacheTag, createLoader, lookUpText, openCache, type Cache, type CacheKey } from '@hub/runtime/cache';
import { createLogger } from '@hub/runtime/telemetry';
import { ownRedis } from '../kit/hub.js';
import { startTcpProxy, type TcpProxy } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';

// A database of its own: everything in it is forgotten once.
const target = new URL((await ownRedis()) ?? 'redis://127.0.0.1:6379');
const redis = new Redis(target.href);
let proxy: TcpProxy;
let cache: Cache;

beforeAll(async () => {
  proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port || 6379) });
  cache = await openCache({
    url: `redis://127.0.0.1:${proxy.port}${target.pathname}`,
    logger: createLogger({ service: 'test', level: 'silent' }),
    commandTimeoutMs: 5_000,
  });
});
afterAll(async () => {
  await cache.close();
  await proxy.close();
  redis.disconnect();
});

/** The slot of a key in a cluster: CRC-16 (XMODEM) of its hash tag, or of the whole key where it has none. */
function slotOf(key: string): number {
  const [, tag = ''] = /\{([^}]+)\}/u.exec(key) ?? [];
  let crc = 0;
  for (const byte of Buffer.from(tag === '' ? key : tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc % 16_384;
}

/** What is sent to our database from now on, commands inside of scripts included. */
async function monitored(): Promise<{ sent: string[][]; stop: () => void }> {
  const sent: string[][] = [];
  const socket = connect(Number(target.port || 6379), target.hostname);
  const lines = createInterface({ input: socket });
  const ready = Promise.withResolvers<null>();
  lines.on('line', (line) => {
    ready.resolve(null);
    const [, database, command = ''] = /^\+\S+ \[(\d+) \S+\] (.*)$/u.exec(line) ?? [];
    if (`/${database}` !== target.pathname) return;
    sent.push([...command.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map(([, arg = '']) => arg));
  });
  socket.write('MONITOR\r\n');
  await ready.promise;
  return { sent, stop: () => socket.destroy() };
}

/** Keys that a command names, by what the server itself says of it. */
async function keysOf(command: readonly string[]): Promise<string[]> {
  try {
    return z.array(z.string()).parse(await redis.call('command', 'getkeys', ...command));
  } catch {
    return [];
  }
}

/** Everything that the cache can send. */
async function useEverything(): Promise<void> {
  const ids = Array.from({ length: 20 }, () => randomUUID());
  const team = randomUUID();
  for (const owner of ['public', team]) {
    const load = () =>
      createLoader({
        cache,
        team: owner,
        type: 'slot',
        ttlSeconds: 60,
        codec: z.string(),
        tags: (id: string) => [`slot:${id}`, 'slots'],
        batch: async (asked: readonly string[]) => new Map(asked.map((id) => [id, id])),
      }).loadMany(ids);
    await load();
    await cache.settled();
    await load();
    const key = cacheKey({ team: owner, type: 'text', id: ids[0] ?? '' });
    const tags = ids.map((id) => cacheTag({ team: owner, name: id }));
    (await lookUpText(cache, { owner, key, tags })).keep('text', 60);
    await cache.settled();
    await cache.invalidate({ keys: ids.map((id) => cacheKey({ team: owner, type: 'slot', id })), tags });
    await cache.withLock({ key, ttlMs: 60 }, () => new Promise((resolve) => setTimeout(resolve, 100)));
    await cache.countUp({ key, windowMs: 1_000 });
    await cache.keepHighest({ key, number: 1, untilMs: 2_000, nowMs: 0 });
    await cache.highest({ key, nowMs: 0 });
  }
  await cache.beat();
  proxy.poison({ kind: 'down' });
  await until(() => cache.state === 'open');
  const many: CacheKey[] = Array.from({ length: 10_001 }, (_, id) => cacheTag({ team, name: String(id) }));
  await cache.invalidate({ tags: many });
  proxy.poison(null);
  await until(() => cache.state === 'closed');
}

test('no command names keys of two slots of a cluster', async () => {
  const { sent, stop } = await monitored();

  await useEverything();
  await until(() => sent.some(([name]) => name === 'unlink'));
  stop();

  const isOurs = (args: readonly string[]) => args.some((arg) => /^(?:v\d+:|\{kept)/u.test(arg));
  const kinds = new Map(sent.filter(isOurs).map((args) => [args.slice(0, 8).join(' '), args]));
  const named = await Promise.all([...kinds.values()].map(async (args) => ({ args, keys: await keysOf(args) })));
  const torn = named.filter(({ keys }) => new Set(keys.map(slotOf)).size > 1).map(({ args }) => args.slice(0, 6));
  expect(torn).toEqual([]);
  const commands = new Set(named.filter(({ keys }) => keys.length > 0).map(({ args }) => args[0]?.toLowerCase()));
  // Each of them was looked at.
  expect([...commands].toSorted()).toEqual([
    'eval',
    'get',
    'hdel',
    'hget',
    'hset',
    'set',
    'unlink',
    'zadd',
    'zrangebyscore',
    'zrem',
    'zscore',
  ]);
});
