import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { Redis } from 'ioredis';
import type { Bench, BenchContext } from './bench.js';
import { createClient } from './chaos/client.js';
import { harm } from './chaos/faults.js';
import { resultOf, type Outcome } from './chaos/figures.js';
import { startImports } from './chaos/imports.js';
import { watchJobs } from './chaos/job-watch.js';
import { createLedger } from './chaos/ledger.js';
import { load, warmUp } from './chaos/load.js';
import { setScene } from './chaos/people.js';
import { planOf, type Plan } from './chaos/plan.js';
import { startProduct } from './chaos/processes.js';
import { addSources, pollLast, startPortal } from './chaos/polled-sources.js';
import { drawProgress } from './chaos/progress.js';
import { failuresOf, reportOf } from './chaos/report.js';
import { openStores, type ChaosStores } from './chaos/stores.js';
import { verify } from './chaos/verify.js';
import { benchDatabase, type BenchDatabase } from './database.js';
import { randomOf } from './search/random.js';
import { writeReleases } from './skeleton/releases.js';

const tendersOfScene = 3_000;
const settleMs = 75_000;
const seed = 10;
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Everybody uses the product while its stores are stopped, killed and started again in turn and its worker is killed
 * again and again. `--seconds 60` is a short run; five minutes otherwise.
 */
export const bench: Bench = async (context) => {
  const plan = planOf(context.args);
  const stores = await openStores(context);
  const own = { ...context, env: { ...context.env, DATABASE_URL: stores.urls.postgres } };
  const database = await benchDatabase(own, 'hub_bench_chaos');
  const outcome = await run(own, { plan, stores, database });
  writeFileSync(join(root, '.data', 'chaos', 'failures.jsonl'), failuresOf(outcome));
  context.say(reportOf(outcome));
  return resultOf(outcome);
};

interface Setting {
  readonly plan: Plan;
  readonly stores: ChaosStores;
  readonly database: BenchDatabase;
}

async function run(context: BenchContext, { plan, stores, database }: Setting): Promise<Outcome> {
  const scene = await setScene(database, await writeReleases(context, tendersOfScene));
  let beganAt = performance.now();
  const clock = (): number => performance.now() - beganAt;
  const product = await startProduct(context, await environmentOf(context, stores, database), clock);
  const random = randomOf(seed);
  const portal = await startPortal(context);
  const warming = { client: createClient(product.url, clock), ledger: createLedger(), scene, clock, random };
  await warmUp(warming);
  await addSources(warming, portal);
  context.say(`The product answers at ${product.url}; ${plan.seconds} s of load begin.`);

  beganAt = performance.now();
  let isHarmed = true;
  const isOver = (): boolean => !isHarmed && clock() > plan.seconds * 1_000;
  const [client, ledger] = [createClient(product.url, clock), createLedger()];
  const jobs = watchJobs(database.url, clock, context.onEnd);
  const databaseUrl = urlOfRole(database.url, 'svc_worker', database.rolePasswords.svc_worker);
  const imports = startImports(context, { databaseUrl: urlOfWorkerAs(databaseUrl, 'svc_importer'), isOver });
  const endProgress = drawProgress(client, plan.seconds, clock);
  const [done] = await Promise.all([
    harm(context, plan, { stores, worker: product.worker, jobs, clock }).finally(() => (isHarmed = false)),
    load({ client, ledger, scene, clock, random }, isOver),
  ]);
  endProgress();
  const seconds = Math.ceil(clock() / 1_000);
  await imports.done();
  context.say('The load is over; jobs have a minute to end.');
  await jobs.settled(settleMs);
  const polledRows = await pollLast(warming, portal);
  await jobs.settled(settleMs);
  const { people } = scene;
  const verdict = await verify(database.url, { ledger, people, imported: imports.acknowledged, polledRows });
  const left = { done, ledger, verdict, product, imports, jobs: jobs.count(), log: product.log.count() };
  return { ...left, seconds, killsPlanned: plan.killsMs.length, samples: client.samples };
}

/** The settings of the product over the stores of this benchmark, which begin empty. */
async function environmentOf({ env, onEnd }: BenchContext, { urls }: ChaosStores, database: BenchDatabase) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-chaos-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  const redis = new Redis(urls.redis);
  await redis.flushall();
  redis.disconnect();
  const mongodb = new URL(urls.mongodb);
  mongodb.pathname = `/chaos_${Date.now()}`;
  return {
    ...env,
    DATABASE_URL: database.url,
    MONGODB_URL: mongodb.toString(),
    REDIS_URL: urls.redis,
    FILES_FOLDER: folder,
    SOURCE_HOSTS_ALLOWED: '127.0.0.1',
  };
}
