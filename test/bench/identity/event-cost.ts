import { z } from 'zod';
import { median, timed, type BenchContext } from '../bench.js';
import type { BenchDatabase } from '../database.js';
import { sendOnce, signInToDemo } from '../skeleton/load.js';
import { startSingle, type RunningHub } from '../skeleton/processes.js';

const rounds = 24;
const warmUpRounds = 4;
const lanes = 4;
const mutationsOfLane = 40;

const tracked = z.object({ entries: z.object({ nodes: z.array(z.object({ id: z.string(), version: z.number() })) }) });
const updated = z.object({ updateEntry: z.object({ entry: z.object({ version: z.number() }) }) });

/** How much longer a mutation takes over HTTP because it records an event, beside a product that records none. */
export async function measureEventCost(context: BenchContext, { url }: BenchDatabase): Promise<Record<string, number>> {
  const env = { ...context.env, DATABASE_URL: url };
  const recording = await startSingle(context, env, 0);
  const silent = await startSingle(context, env, 0, 'test/bench/identity/hub-without-events-process.ts');
  const token = await signInToDemo(recording.url);
  const { entries } = tracked.parse(
    await sendOnce(recording.url, `{ entries(first: ${lanes}) { nodes { id version } } }`, token),
  );
  const rows = entries.nodes.map((row) => ({ ...row }));
  const round = (hub: RunningHub) => timed(() => Promise.all(rows.map((row) => changeOften(hub.url, { token, row }))));
  for (let count = 0; count < warmUpRounds; count += 1) {
    await round(recording);
    await round(silent);
  }
  const taken: Record<'recording' | 'silent', number[]> = { recording: [], silent: [] };
  // In turn, and each goes first as often as the other: what else the machine does falls on both.
  for (let count = 0; count < rounds; count += 1) {
    if (count % 2 === 0) taken.recording.push(await round(recording));
    taken.silent.push(await round(silent));
    if (count % 2 === 1) taken.recording.push(await round(recording));
  }
  const ratios = taken.recording.map((ms, index) => ms / (taken.silent[index] ?? Number.NaN));
  const perSecond = (ms: readonly number[]) => (rows.length * mutationsOfLane * 1_000) / median(ms);
  return {
    mutationsPerSecondOverHttp: perSecond(taken.recording),
    mutationsPerSecondOverHttpWithoutEvents: perSecond(taken.silent),
    mutationToWithoutEvent: median(ratios),
  };
}

async function changeOften(
  url: string,
  { token, row }: { token: string; row: { readonly id: string; version: number } },
): Promise<void> {
  for (let count = 0; count < mutationsOfLane; count += 1) {
    const mutation = `mutation { updateEntry(input: { id: "${row.id}", expectedVersion: ${row.version}, notes: "Turn ${row.version}" }) {
      ... on UpdateEntrySuccess { entry { version } } } }`;
    row.version = updated.parse(await sendOnce(url, mutation, token)).updateEntry.entry.version;
  }
}
