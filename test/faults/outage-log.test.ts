import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startWorker, type Worker } from '@hub/runtime/jobs';
import { createLogger } from '@hub/runtime/telemetry';
import { z } from 'zod';
import { ownMongodb, ownRedis } from '../kit/hub.js';
import { storeUrls } from '../kit/stores.js';
import { until } from '../kit/until.js';
import { openWorld, type World } from '../kit/world.js';
import { sendCorpus, settle } from './corpus.js';
import { behindProxy, type ProxiedStore } from './proxied.js';

const lines: string[] = [];
const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(line) } });
const proxies: Record<string, ProxiedStore> = {
  PostgreSQL: await behindProxy(storeUrls().postgres),
  MongoDB: await behindProxy(ownMongodb(), '?directConnection=true'),
  Redis: await behindProxy((await ownRedis()) ?? ''),
};
const lineShape = z.looseObject({ event: z.string().optional(), store: z.string().optional() });
const logged = () => lines.map((line) => lineShape.parse(JSON.parse(line)));
const isBack = (): boolean => logged().some(({ event }) => event === 'store_back');

let world: World;
let worker: Worker;

beforeAll(async () => {
  const { PostgreSQL, MongoDB, Redis } = proxies;
  const throughProxy = (url: string): string => {
    const own = new URL(url);
    own.host = new URL(PostgreSQL?.url ?? '').host;
    return own.toString();
  };
  world = await openWorld({
    logger,
    stores: { postgres: throughProxy, mongodb: MongoDB?.url ?? '', redis: Redis?.url ?? '' },
  });
  worker = await startWorker({
    url: throughProxy(world.hub.database.urlOf('svc_worker')),
    jobs: world.hub.hub.jobs,
    concurrency: 2,
    logger,
    database: world.hub.hub.shared.outages.of('PostgreSQL'),
  });
  await settle(world);
});
beforeEach(() => void lines.splice(0));
afterAll(async () => {
  await worker.stop();
  await world.close();
  for (const { proxy } of Object.values(proxies)) await proxy.close();
});

describe('while a store is away', () => {
  test.each(['Redis', 'MongoDB', 'PostgreSQL'])('the log says so once, and once that it is back: %s', async (store) => {
    proxies[store]?.proxy.poison({ kind: 'down' });
    await until(async () => {
      await sendCorpus(world);
      return logged().some(({ event }) => event === 'store_away');
    });
    for (let round = 0; round < 5; round += 1) await sendCorpus(world);

    proxies[store]?.proxy.poison(null);
    await until(async () => {
      await sendCorpus(world);
      return isBack();
    });

    expect(logged()).toEqual([
      expect.objectContaining({ level: 'warn', event: 'store_away', store, msg: `${store} is away.` }),
      expect.objectContaining({ level: 'warn', event: 'store_back', store, msg: `${store} is back.` }),
    ]);
    expect(Number(logged()[1]?.['failures'])).toBeGreaterThan(5);
    expect(lines.join('')).not.toMatch(/"stack"|node_modules/u);
    expect(lines.join('').length).toBeLessThan(2_000);
  });
});
