import { parseArgs } from 'node:util';
import { storeNames, type StoreName } from './stores.js';

/** How a store is taken away: `stopped` answers nobody and comes back as it was, `killed` is started again. */
export type Harm = 'stopped' | 'killed';

/** One store away for a while, in milliseconds since the load began. */
export interface PlannedFault {
  readonly store: StoreName;
  readonly harm: Harm;
  readonly atMs: number;
  readonly lengthMs: number;
}

/** What happens when. */
export interface Plan {
  readonly seconds: number;
  readonly faults: readonly PlannedFault[];
  /** When the worker is killed. */
  readonly killsMs: readonly number[];
}

const usualSeconds = 300;
const usualKills = 20;
const usualSlotMs = 15_000;
// Share of a slot during which the store is away; the rest of it is calm. A later round is away longer.
const lengths = [0.25, 0.4, 0.6];
const order = (['stopped', 'killed'] as const).flatMap((harm) => storeNames.map((store) => ({ store, harm })));

/**
 * Plans a run: calm at the beginning and at the end, and between them each store stopped and killed in turn, as many
 * rounds as there is time for. Five minutes have three rounds and twenty kills of the worker.
 *
 * @throws Error when it would be too short for one round.
 */
export function planOf(args: readonly string[]): Plan {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string' } } });
  const seconds = Number(values.seconds ?? usualSeconds);
  if (!Number.isInteger(seconds) || seconds < 40 || seconds > 3_600)
    throw new Error('--seconds takes a whole number from 40 to 3,600.');
  const lengthMs = seconds * 1_000;
  const calmMs = Math.min(20_000, lengthMs * 0.1);
  const troubleMs = lengthMs - 1.5 * calmMs;
  const rounds = Math.max(1, Math.round(troubleMs / usualSlotMs / order.length));
  const slotMs = troubleMs / (rounds * order.length);
  const faults = Array.from({ length: rounds }, (_, round) =>
    order.map((fault, place) => ({
      ...fault,
      atMs: calmMs + (round * order.length + place) * slotMs,
      lengthMs: slotMs * (lengths[round % lengths.length] ?? 0.4),
    })),
  ).flat();
  const kills = Math.max(4, Math.round((usualKills * seconds) / usualSeconds));
  const killsMs = Array.from({ length: kills }, (_, index) => calmMs / 2 + ((lengthMs - calmMs) / kills) * index);
  return { seconds, faults, killsMs };
}
