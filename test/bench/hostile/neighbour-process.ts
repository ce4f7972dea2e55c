// A client that asks for nothing special while others are hostile, and measures how long it waits. A process of its own:
// what the attacker's process does must not count as waiting.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const pauseMs = 10;
const start = z.object({ url: z.string(), token: z.string(), queries: z.array(z.string()).min(1) });

let waited: number[] = [];
let failed = 0;
let isOver = false;

async function send(url: string, token: string, query: string): Promise<void> {
  const beganAt = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'cache-control': 'no-cache' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  waited.push(performance.now() - beganAt);
  if (response.status !== 200 || text.includes('"errors"')) failed += 1;
}

function take(): { requests: number; failed: number; p50Ms: number; p99Ms: number } {
  const sorted = waited.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const taken = { requests: sorted.length, failed, p50Ms: at(0.5), p99Ms: at(0.99) };
  waited = [];
  failed = 0;
  return taken;
}

async function sendOnAndOn({ url, token, queries }: z.infer<typeof start>): Promise<void> {
  for (let index = 0; !isOver; index += 1) {
    await send(url, token, queries[index % queries.length] ?? '');
    await pause(pauseMs);
  }
}

process.on('message', (message) => {
  const begun = start.safeParse(message);
  if (begun.success) void sendOnAndOn(begun.data);
  else process.send?.(take());
});
process.on('disconnect', () => {
  isOver = true;
});
