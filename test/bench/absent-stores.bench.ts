import { randomUUID } from 'node:crypto';
import { cacheKey, openCache } from '@hub/runtime/cache';
import { definePublicCollection, openDocuments } from '@hub/runtime/documents';
import { createLogger } from '@hub/runtime/telemetry';
import { z } from 'zod';
import { startTcpProxy, type TcpProxy, type Toxic } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';
import { median, timed, type Bench, type BenchContext } from './bench.js';

const logger = createLogger({ service: 'bench', level: 'silent' });
const faults: readonly Toxic[] = [{ kind: 'down' }, { kind: 'timeout' }, { kind: 'latency', latencyMs: 10_000 }];
const laterCalls = 20;

/** A store behind a proxy, and what this measures of it. */
interface Store {
  readonly proxy: TcpProxy;
  /** One call, whether it succeeds or not. */
  call(): Promise<unknown>;
  isAway(): boolean;
  isBack(): Promise<boolean>;
}

/** Takes Redis and MongoDB away from the parts of the runtime that use them: how long a call waits, then and later. */
export const bench: Bench = async (context) => {
  const figures = {
    ...named('redis', await measure(context, await openRedis(context))),
    ...named('mongodb', await measure(context, await openMongodb(context))),
  };
  return {
    figures,
    goals: [
      { figure: 'redisFirstMsMax', atMost: 120 },
      { figure: 'redisLaterMsMedian', atMost: 10 },
      { figure: 'redisBackMsMax', atMost: 5_000 },
      { figure: 'mongodbFirstMsMax', atMost: 2_500 },
      { figure: 'mongodbLaterMsMedian', atMost: 10 },
      { figure: 'mongodbBackMsMax', atMost: 10_000 },
    ],
  };
};

async function measure(
  { say }: BenchContext,
  store: Store,
): Promise<{ first: number[]; later: number[]; back: number[] }> {
  const took = { first: [0], later: [0], back: [0] };
  for (const fault of faults) {
    await until(() => store.isBack());
    store.proxy.poison(fault);
    const first = await timed(() => store.call());
    await until(() => store.isAway());
    for (let call = 0; call < laterCalls; call += 1) took.later.push(await timed(() => store.call()));
    store.proxy.poison(null);
    const back = await timed(() => until(() => store.isBack()));
    took.first.push(first);
    took.back.push(back);
    say(`${fault.kind}: the first call took ${Math.round(first)} ms, and it was back after ${Math.round(back)} ms`);
  }
  return took;
}

function named(store: string, { first, later, back }: { first: number[]; later: number[]; back: number[] }) {
  return {
    [`${store}FirstMsMax`]: Math.max(...first),
    [`${store}LaterMsMedian`]: median(later),
    [`${store}BackMsMax`]: Math.max(...back),
  };
}

async function openRedis({ env, onEnd }: BenchContext): Promise<Store> {
  const proxy = await proxyTo(env['REDIS_URL'] ?? '', onEnd);
  const cache = await openCache({ url: `redis://127.0.0.1:${proxy.port}`, logger });
  onEnd(() => cache.close());
  const key = cacheKey({ team: 'public', type: 'bench', id: randomUUID() });
  return {
    proxy,
    call: () => cache.read([key]),
    isAway: () => cache.state === 'open',
    isBack: async () => cache.state === 'closed',
  };
}

const pages = definePublicCollection({ name: 'pages', kind: 'page', shape: z.object({ text: z.string() }) });

async function openMongodb({ env, onEnd }: BenchContext): Promise<Store> {
  const proxy = await proxyTo(env['MONGODB_URL'] ?? '', onEnd);
  const url = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
  const documents = await openDocuments({ url, database: 'hub_bench_absent', logger });
  onEnd(() => documents.close());
  const repository = documents.as({ kind: 'system', name: 'bench', teamId: null }).public(pages);
  const answers = (): Promise<boolean> =>
    repository.find({}).then(
      () => true,
      () => false,
    );
  return { proxy, call: answers, isAway: () => documents.state === 'open', isBack: answers };
}

async function proxyTo(url: string, onEnd: BenchContext['onEnd']): Promise<TcpProxy> {
  const { hostname, port } = new URL(url);
  const proxy = await startTcpProxy({ host: hostname, port: Number(port) });
  onEnd(() => proxy.close());
  return proxy;
}
