import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4_096);
let used = pool.length;
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

// Not a closure in the function below, which runs for every row.
function randomByte(offset: number): number {
  return pool[used + offset] ?? 0;
}

/** A time-ordered id, made here so that rows of one batch can refer to each other without asking the database. */
export function uuidV7(now = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const time = now.toString(16).padStart(12, '0');
  const third = pair((randomByte(0) & 0x0f) | 0x70, randomByte(1));
  const fourth = pair((randomByte(2) & 0x3f) | 0x80, randomByte(3));
  const fifth =
    pair(randomByte(4), randomByte(5)) + pair(randomByte(6), randomByte(7)) + pair(randomByte(8), randomByte(9));
  used += 10;
  return `${time.slice(0, 8)}-${time.slice(8)}-${third}-${fourth}-${fifth}`;
}

function pair(high: number, low: number): string {
  return `${hex[high]}${hex[low]}`;
}
