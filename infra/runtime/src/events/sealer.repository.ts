import type { Pool } from 'pg';
import type { StreamFigures } from '../telemetry/metrics/stream-metrics.js';

/** What one call of the sealer did. */
export interface Sealed {
  readonly count: number;
  /** The last number of the inbox that it took. */
  readonly number: bigint;
  /** The newest position, given by this process or another. */
  readonly newest: bigint;
  /** Types of the events that it took; null when another process is at it. */
  readonly types: readonly string[] | null;
}

/** Gives what is committed its place, from a number of the inbox on. */
export async function seal(pool: Pool, { max, from }: { max: number; from: bigint }): Promise<Sealed> {
  const { rows } = await pool.query<{ sealed: number; number: string; newest: string; types: string[] | null }>({
    name: 'seal',
    text: 'select sealed, last_number as number, newest, types from events.seal($1, $2)',
    values: [max, from.toString()],
  });
  const [row] = rows;
  return {
    count: row?.sealed ?? 0,
    number: BigInt(row?.number ?? 0),
    newest: BigInt(row?.newest ?? 0),
    types: row?.types ?? null,
  };
}

/** Makes the partitions of this month and the next two, should they be missing. */
export async function makePartitions(pool: Pool): Promise<void> {
  await pool.query('select events.make_partitions()');
}

/** How old the inbox is, and how far each reader is behind. */
export async function readFigures(pool: Pool): Promise<StreamFigures> {
  const { rows } = await pool.query<{ reader: string | null; events: number; seconds: number; passedOver: number }>(
    `select reader, events_behind::float8 as events, seconds_behind as seconds, events_passed_over::float8 as "passedOver"
     from events.state()`,
  );
  return {
    inboxOldestSeconds: rows.find(({ reader }) => reader === null)?.seconds ?? 0,
    readers: rows.flatMap(({ reader, ...figures }) => (reader === null ? [] : [{ reader, ...figures }])),
  };
}
