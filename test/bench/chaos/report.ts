import Table from 'cli-table3';
import { rounded } from '../bench.js';
import type { Sample } from './client.js';
import type { Outcome } from './figures.js';
import { isGood, timelineOf } from './timeline.js';

const shownMax = 12;

/** What a person wants to see of a run: the timeline, how each kind of request went, and what was broken. */
export function reportOf(outcome: Outcome): string {
  const { samples, done, seconds, verdict, jobs, log } = outcome;
  const broken = [
    ...verdict.breaches.map(({ kind, atMs, text }) => `${kind} at ${Math.round(atMs / 1_000)} s: ${text}`),
    ...jobs.dead.map((name) => `dead job: ${name}`),
    ...jobs.open.map((name) => `open job: ${name}`),
    ...log.uncaught.map((line) => `uncaught: ${line}`),
  ];
  return [
    timelineOf(samples, done, seconds),
    tableOf(samples),
    `The job that took longest: ${jobs.longestName} with ${rounded(jobs.longestSeconds)} s.`,
    ...broken.slice(0, shownMax),
    ...(broken.length > shownMax ? [`and ${broken.length - shownMax} more like these`] : []),
  ].join('\n');
}

/** Each request that did not go well, as a line of JSON, and which store was away. */
export function failuresOf({ samples, done: { faults } }: Outcome): string {
  return samples
    .filter((sample) => !isGood(sample))
    .map((sample) => {
      const fault = faults.find(({ fromMs, backMs }) => sample.atMs >= fromMs && sample.atMs < backMs);
      return `${JSON.stringify({ ...sample, away: fault?.store ?? null, harm: fault?.harm ?? null })}\n`;
    })
    .join('');
}

function tableOf(samples: readonly Sample[]): string {
  const table = new Table({
    head: ['request', 'sent', 'went well', 'longest ms', 'codes'],
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  });
  for (const [kind, own] of [...Map.groupBy(samples, (sample) => sample.kind)].toSorted(([a], [b]) =>
    a.localeCompare(b),
  )) {
    const codes = Map.groupBy(
      own.flatMap((sample) => (sample.status === null ? ['no answer'] : sample.codes)),
      (code) => code,
    );
    table.push([
      kind,
      own.length,
      own.filter(isGood).length,
      rounded(Math.max(...own.map(({ tookMs }) => tookMs))),
      [...codes].map(([code, all]) => `${code} ${all.length}`).join(', '),
    ]);
  }
  return table.toString();
}
