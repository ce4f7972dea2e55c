import type { ChildProcess } from 'node:child_process';
import { sampleQueries } from '@hub/dev/sample-queries';
import { seedDemo } from '@hub/dev/seed-demo';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { hostileDocuments } from '../hostile/documents.js';
import { hostileHttp } from '../hostile/http-requests.js';
import { errorBytesMax } from '../hostile/judge-answer.js';
import { hostileVariables } from '../hostile/variables.js';
import type { Bench, BenchContext } from './bench.js';
import { benchDatabase } from './database.js';
import { attack, type Pass } from './hostile/attack.js';
import { askProcess, vitals, waits } from './measured/messages.js';
import { startHub, startProcess } from './measured/start-process.js';
import { sendOnce, signInToDemo } from './skeleton/load.js';
import { freePort } from '@hub/dev/free-port';
import { answers } from './processes.js';

const passes = 2;

/**
 * Sends every hostile request that the tests know, twice over, while another client goes about its business. Three
 * processes: the hub, who attacks it, and the other client.
 */
export const bench: Bench = async (context) => {
  const database = await benchDatabase(context, 'hub_bench_hostile');
  await seedDemo({
    url: database.url,
    workerPassword: database.rolePasswords.svc_worker,
    signal: new AbortController().signal,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const hub = startHub(context, { DATABASE_URL: database.url, HUB_PORT: String(port) });
  await answers(`${url}/health/ready`);
  const token = await signInToDemo(`${url}/graphql`);
  const requests = [...hostileDocuments(), ...hostileHttp(), ...hostileVariables(await schemaOf(`${url}/graphql`))];
  const neighbour = await startNeighbour(context, `${url}/graphql`, token);

  const calm = await askProcess(neighbour, {}, waits);
  const before = await askProcess(hub, { reset: true }, vitals);
  context.say(`${requests.length} requests; in peace ${calm.p99Ms.toFixed(1)} ms, ${Math.round(before.rssMib)} MiB`);
  await askProcess(neighbour, {}, waits);
  const done: Pass[] = [];
  const beganAt = performance.now();
  for (let pass = 1; pass <= passes; pass += 1) {
    const taken = await attack(url, requests, token);
    done.push(taken);
    context.say(`pass ${pass}: ${taken.requests} answers, ${taken.faults.length} of them wrong`);
    for (const { name, ms } of taken.slowest) context.say(`  ${ms.toFixed(0).padStart(5)} ms  ${name}`);
    for (const fault of taken.faults.slice(0, 20)) context.say(`  WRONG  ${fault}`);
  }
  const seconds = (performance.now() - beganAt) / 1_000;
  const other = await askProcess(neighbour, {}, waits);
  const after = await askProcess(hub, { reset: false }, vitals);
  for (const [name, mib] of Object.entries(after.cachesMib)) {
    const growth = mib - (before.cachesMib[name] ?? 0);
    if (growth >= 0.1) context.say(`  ${growth.toFixed(1).padStart(5)} MiB more in the cache of ${name}`);
  }
  return {
    figures: {
      hostileRequests: done.reduce((sum, { requests: count }) => sum + count, 0),
      hostileRequestsPerSecond: done.reduce((sum, { requests: count }) => sum + count, 0) / seconds,
      serverErrors: done.reduce((sum, { serverErrors }) => sum + serverErrors, 0),
      wrongAnswers: done.reduce((sum, { faults }) => sum + faults.length, 0),
      largestErrorBytes: Math.max(...done.map(({ largestErrorBytes }) => largestErrorBytes)),
      eventLoopDelayP99Ms: after.delayP99Ms,
      eventLoopDelayMaxMs: after.delayMaxMs,
      memoryGrowthMib: after.rssMib - before.rssMib,
      heapGrowthMib: after.heapMib - before.heapMib,
      heapTakenGrowthMib: after.heapTakenMib - before.heapTakenMib,
      externalGrowthMib: after.externalMib - before.externalMib,
      cachesGrowthMib: sumOf(after.cachesMib) - sumOf(before.cachesMib),
      otherRequests: other.requests,
      otherRequestsFailed: other.failed,
      otherRequestsP50Ms: other.p50Ms,
      otherRequestsP99Ms: other.p99Ms,
      otherRequestsP99MsInPeace: calm.p99Ms,
    },
    goals: [
      { figure: 'hostileRequests', atLeast: 300 * passes },
      { figure: 'serverErrors', atMost: 0 },
      { figure: 'wrongAnswers', atMost: 0 },
      { figure: 'largestErrorBytes', atMost: errorBytesMax },
      { figure: 'eventLoopDelayP99Ms', atMost: 50 },
      { figure: 'memoryGrowthMib', atMost: 50 },
      { figure: 'otherRequestsFailed', atMost: 0 },
      { figure: 'otherRequestsP99Ms', atMost: 30 },
    ],
  };
};

function sumOf(mib: Readonly<Record<string, number>>): number {
  return Object.values(mib).reduce((sum, one) => sum + one, 0);
}

const warmUpMs = 5_000;

/** Asks on and on; the first seconds are for the compilers. */
async function startNeighbour(context: BenchContext, url: string, token: string): Promise<ChildProcess> {
  const neighbour = startProcess(context, new URL('hostile/neighbour-process.ts', import.meta.url), {});
  const queries = sampleQueries.filter(({ needsToken }) => needsToken).map(({ query }) => query);
  neighbour.send({ url, token, queries });
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  await askProcess(neighbour, {}, waits);
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  return neighbour;
}

async function schemaOf(url: string): Promise<GraphQLSchema> {
  const answer = await sendOnce(url, getIntrospectionQuery({ descriptions: false }));
  return buildClientSchema(answer as unknown as IntrospectionQuery);
}
