import type { Client } from './client.js';
import { isGood } from './timeline.js';

const width = 30;
const secondMs = 1_000;

/** Draws, once a second, how far the run is and how the last second went; on a terminal only. Answers how to end it. */
export function drawProgress(client: Client, seconds: number, clock: () => number): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  let drawn = 0;
  const timer = setInterval(() => {
    const share = Math.min(1, clock() / secondMs / seconds);
    const last = client.samples.slice(drawn);
    drawn = client.samples.length;
    const bar = '█'.repeat(share * width).padEnd(width, '░');
    const went = `${last.filter(isGood).length} of ${last.length} went well`;
    process.stderr.write(`\r${bar} ${Math.floor(share * 100)}% | ${went}\u001B[K`);
  }, secondMs);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\u001B[K');
  };
}
