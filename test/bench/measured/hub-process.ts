// The whole product in this one process, as `npm start` runs it. Says how it is when it is asked: only the process itself
// knows the delay of its event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { live } from '@hub/dev/life';
import { createLogger } from '@hub/runtime/telemetry';
import { serveHub } from '../serve-hub.js';

const resolutionMs = 5;
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
    process.send?.({ delayP99Ms, delayMaxMs, rssMib: process.memoryUsage.rss() / 1_048_576 });
    if (question.reset) delays.reset();
  })();
});

/** It grows to its full size by and by, whoever asks for what: growth that is none of what is measured. */
function fillYoungGeneration(): void {
  const alive: number[][] = [];
  for (let index = 0; index < 100_000; index += 1) alive[index % 5_000] = Array.from({ length: 500 }, () => index);
}

await live(async (life) => {
  await serveHub(life, createLogger({ service: 'bench', level: 'warn' }));
  delays.enable();
  await life.ending;
  return 0;
});
