import { changedTendersMax, recordEventsInBulk, tendersChanged } from '@hub/runtime/events';
import type { SqlClient } from '../../../bulk/index.js';
import type { Row } from './tender-columns.js';
import type { NumberedTender, TenderToWrite } from './tender-rows.js';

/** Tenders and versions of one transaction, with the numbers of the changes that they are part of. */
export interface Numbered {
  readonly tenders: NumberedTender[];
  readonly versions: Row[];
}

/**
 * Gives each tender and its versions the number of a change, and records an event for each change: at most 200 tenders. The
 * reader of these events gives the change its place after the commit.
 */
export async function recordChanges(
  client: SqlClient,
  {
    tenders,
    versions,
    rewritten,
  }: { tenders: readonly TenderToWrite[]; versions: readonly Row[]; rewritten: readonly string[] },
): Promise<Numbered> {
  const numbers = await takeNumbers(client, Math.ceil(tenders.length / changedTendersMax));
  const numberOf = new Map(
    tenders.map(({ tenderId }, index) => [tenderId, numbers[Math.floor(index / changedTendersMax)] ?? Number.NaN]),
  );
  const old = new Set(rewritten);
  const events = numbers.map((change, slice) => {
    const ids = tenders
      .slice(slice * changedTendersMax, (slice + 1) * changedTendersMax)
      .map(({ tenderId }) => tenderId);
    return { body: { change, created: ids.filter((id) => !old.has(id)), changed: ids.filter((id) => old.has(id)) } };
  });
  await recordEventsInBulk(client, tendersChanged, events);
  return {
    tenders: tenders.map((tender) => ({ ...tender, changedIn: numberOf.get(tender.tenderId) ?? Number.NaN })),
    versions: versions.map((version) => ({ ...version, changedIn: numberOf.get(String(version['tenderId'])) })),
  };
}

async function takeNumbers(client: SqlClient, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ number: number }>(
    `select nextval('tenders.change_number')::float8 as number from generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ number }) => number);
}
