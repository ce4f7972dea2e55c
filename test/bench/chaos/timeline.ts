import type { Sample } from './client.js';
import type { Done } from './faults.js';

const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const secondsOfRow = 60;

/** Whether an answer is what the client hoped for: data, and no error beside it. */
export function isGood({ status, codes }: Sample): boolean {
  return status === 200 && codes.length === 0;
}

/**
 * Draws one character a second: the share of requests that went well (a full block is all of them, a space is no request),
 * below it which store was away (small letter stopped, capital letter killed) and when the worker was killed (x).
 */
export function timelineOf(samples: readonly Sample[], { faults, killsMs }: Done, seconds: number): string {
  const bySecond = Map.groupBy(samples, ({ atMs }) => Math.floor(atMs / 1_000));
  const shares = Array.from({ length: seconds }, (_, second) => shareOf(bySecond.get(second) ?? []));
  const stores = Array.from({ length: seconds }, (_, second) => {
    const fault = faults.find(({ fromMs, backMs }) => fromMs / 1_000 < second + 1 && backMs / 1_000 >= second);
    const letter = fault?.store[0] ?? '·';
    return fault?.harm === 'killed' ? letter.toUpperCase() : letter;
  });
  const kills = new Set(killsMs.map((ms) => Math.floor(ms / 1_000)));
  const worker = Array.from({ length: seconds }, (_, second) => (kills.has(second) ? 'x' : '·'));
  const rows: string[] = [
    'Share of requests that went well, second by second; p/m/r stopped, P/M/R killed, x worker killed',
  ];
  for (let start = 0; start < seconds; start += secondsOfRow) {
    const row = (characters: readonly string[]): string => characters.slice(start, start + secondsOfRow).join('');
    rows.push(`${String(start).padStart(5)} s  ${row(shares)}`, `  stores ${row(stores)}`, `  worker ${row(worker)}`);
  }
  return rows.join('\n');
}

function shareOf(samples: readonly Sample[]): string {
  if (samples.length === 0) return ' ';
  const share = samples.filter(isGood).length / samples.length;
  return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))] ?? ' ';
}
