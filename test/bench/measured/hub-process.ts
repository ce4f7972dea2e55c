// The whole product in this one process, as `npm start` runs it. Says how it is when it is asked: only the process itself
// knows the delay of its event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { memoryCacheUse } from '@hub/runtime/memory';
import { serveHub } from '../serve-hub.js';
import type { Vitals } from './messages.js';

const resolutionMs = 5;
const mebibyte = 1_048_576;
const delays = monitorEventLoopDelay({ resolution: resolutionMs });
const msOf = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

process.on('message', (question: { reset: boolean }) => {
  const [delayP99Ms, delayMaxMs] = [msOf(delays.percentile(99)), msOf(delays.max)];
  void (async () => {
    if (question.reset) fillYoungGeneration();
    // What is freed is given back to the system some time after it was found.
    for (let round = 0; round < 3; round += 1) {
      globalThis.gc?.();
      await pause(200);
    }
    process.send?.({ delayP99Ms, delayMaxMs, ...memory() });
    if (question.reset) delays.reset();
  })();
});

function memory(): Omit<Vitals, 'delayP99Ms' | 'delayMaxMs'> {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const cachesMib: Record<string, number> = {};
  for (const { name, bytes } of memoryCacheUse()) cachesMib[name] = (cachesMib[name] ?? 0) + bytes / mebibyte;
  return {
    rssMib: rss / mebibyte,
    heapMib: heapUsed / mebibyte,
    heapTakenMib: heapTotal / mebibyte,
    externalMib: external / mebibyte,
    cachesMib,
  };
}

/** It grows to its full size by and by, whoever asks for what: growth that is none of what is measured. */
function fillYoungGeneration(): void {
  const alive: number[][] = [];
  for (let index = 0; index < 100_000; index += 1) alive[index % 5_000] = Array.from({ length: 500 }, () => index);
}

await serveHub(() => void delays.enable());
