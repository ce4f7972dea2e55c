import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

/** What the hub's process says of itself. */
export const vitals = z.object({
  /** Delay of the event loop since the last time that was asked for, beyond the interval at which it is looked at. */
  delayP99Ms: z.number(),
  delayMaxMs: z.number(),
  /** Resident memory after garbage was collected. */
  rssMib: z.number(),
  /** What is alive on the heap, and outside of it. */
  heapMib: z.number(),
  /** What the heap has taken from the system, alive or free. */
  heapTakenMib: z.number(),
  externalMib: z.number(),
  /** What the bounded caches hold by their own account, by name. */
  cachesMib: z.record(z.string(), z.number()),
});
export type Vitals = z.output<typeof vitals>;

/** How long a client waited that asked for nothing special. */
export const waits = z.object({ requests: z.number(), failed: z.number(), p50Ms: z.number(), p99Ms: z.number() });

/** Asks a process of ours, and reads its answer. */
export async function askProcess<T>(child: ChildProcess, question: object, shape: z.ZodType<T>): Promise<T> {
  const answer = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('A process of the benchmark ended.')));
  });
  child.send(question);
  return shape.parse(await answer);
}
