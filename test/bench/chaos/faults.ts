import { setTimeout as pause } from 'node:timers/promises';
import type { BenchContext } from '../bench.js';
import type { JobWatch } from './job-watch.js';
import type { Plan, PlannedFault } from './plan.js';
import type { Kept } from './processes.js';
import type { ChaosStores } from './stores.js';

/** A store that was away. */
export interface Fault extends PlannedFault {
  readonly fromMs: number;
  /** When it answered again. */
  readonly backMs: number;
}

/** What was done to the product. */
export interface Done {
  readonly faults: readonly Fault[];
  readonly killsMs: readonly number[];
}

/** Who and what is harmed. */
export interface Harmed {
  readonly stores: ChaosStores;
  readonly worker: Kept;
  readonly jobs: JobWatch;
  readonly clock: () => number;
}

const calmMinMs = 6_000;

/** Carries out the plan: one store after the other, and the worker in between, whatever the stores do. */
export async function harm({ say }: BenchContext, plan: Plan, harmed: Harmed): Promise<Done> {
  const [faults, killsMs] = await Promise.all([takeStoresAway(plan, harmed, say), killWorker(plan, harmed)]);
  return { faults, killsMs };
}

async function takeStoresAway(plan: Plan, harmed: Harmed, say: BenchContext['say']): Promise<Fault[]> {
  const { stores, jobs, clock } = harmed;
  const done: Fault[] = [];
  for (const fault of plan.faults) {
    // A store that took long to start again delays the next fault: between two there is calm, to see what recovers.
    await pause(Math.max(done.length === 0 ? 0 : calmMinMs, fault.atMs - clock()));
    const fromMs = clock();
    say(`${secondsOf(fromMs)} ${fault.store} ${fault.harm} for ${Math.round(fault.lengthMs / 1_000)} s`);
    if (fault.harm === 'stopped') stores.stop(fault.store);
    else await stores.kill(fault.store);
    await pause(fault.lengthMs);
    if (fault.harm === 'stopped') stores.resume(fault.store);
    else await stores.start();
    jobs.storeIsBack();
    done.push({ ...fault, fromMs, backMs: clock() });
  }
  return done;
}

async function killWorker(plan: Plan, { worker, jobs, clock }: Harmed): Promise<number[]> {
  const done: number[] = [];
  for (const atMs of plan.killsMs) {
    await pause(Math.max(0, atMs - clock()));
    jobs.workerIsKilled(worker.pids().at(-1) ?? 0);
    worker.kill();
    done.push(clock());
  }
  return done;
}

function secondsOf(ms: number): string {
  return `${String(Math.floor(ms / 1_000)).padStart(4)} s`;
}
