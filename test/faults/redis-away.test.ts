import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownRedis } from '../kit/hub.js';
import type { Toxic } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';
import { openWorld } from '../kit/world.js';
import { sendCorpus, settle } from './corpus.js';
import { behindProxy } from './proxied.js';

const redisUrl = await ownRedis();
if (redisUrl === null)
  throw new Error('These tests need a Redis to take away. Run them through `npm test`, which starts one.');
const redis = await behindProxy(redisUrl);
const world = await openWorld({ stores: { redis: redis.url } });
const cache = world.hub.hub.shared.cache;
let healthy: Record<string, string>;

beforeAll(async () => {
  await settle(world);
  healthy = await sendCorpus(world);
});
afterAll(async () => {
  await world.close();
  await redis.proxy.close();
});

test('the corpus is answered without errors while Redis is there, but for the one that is bad input', () => {
  expect(cache.state).toBe('closed');
  expect(
    Object.entries(healthy)
      .filter(([, body]) => body.includes('"errors"'))
      .map(([name]) => name),
  ).toEqual(['bad input']);
});

const absences: readonly (readonly [string, Toxic])[] = [
  ['down', { kind: 'down' }],
  ['a black hole', { kind: 'timeout' }],
  ['resetting every connection', { kind: 'reset_peer' }],
];

describe.each(absences)('with Redis %s', (_name, toxic) => {
  test('every query answers the same to the byte, and it is used again when it is back', async () => {
    redis.proxy.poison(toxic);
    const away = await sendCorpus(world);
    const knownAway = await sendCorpus(world);
    expect(away).toEqual(healthy);
    expect(knownAway).toEqual(healthy);
    expect(cache.state).not.toBe('closed');

    redis.proxy.poison(null);
    await until(() => cache.state === 'closed');
    const back = await sendCorpus(world);
    expect(back).toEqual(healthy);
  });
});
