import type pg from 'pg';
import { z } from 'zod';

/** How many, by name; what there is none of is left out. */
export type Counts = Readonly<Record<string, number>>;

/** Whom an erasure is of. */
export interface Erased {
  readonly kind: 'team' | 'account';
  readonly id: string;
}

/** What an erasure has removed so far. */
export interface Progress {
  /** By store and name, such as `documents/readiness_scores`. */
  readonly counts: Counts;
  readonly finishedAt: Date | null;
}

const numbers = z.record(z.string(), z.int());

/** Notes that an erasure began, or begins again. In an open transaction. */
export async function beginErasure(client: pg.Client, { kind, id }: Erased, name: string): Promise<void> {
  await asOwner(
    client,
    `insert into app.erasure (kind, id, name) values ($1, $2, $3)
     on conflict (kind, id) do update set name = excluded.name, finished_at = null`,
    [kind, id, name],
  );
}

/** Id of whom an erasure was begun of, by id, or by name while it is not finished. In an open transaction. */
export async function findErasure(client: pg.Client, kind: Erased['kind'], name: string): Promise<string | null> {
  const [row] = await asOwner<{ id: string }>(
    client,
    'select id from app.erasure where kind = $1 and (id::text = lower($2) or lower(name) = lower($2)) order by begun_at desc',
    [kind, name],
  );
  return row?.id ?? null;
}

/** Adds what this transaction removed. */
export async function addCounts(client: pg.Client, { kind, id }: Erased, added: Counts): Promise<void> {
  const { counts, pending } = await locked(client, { kind, id });
  await write(client, { kind, id }, { counts: sumOf(counts, added), pending });
}

/** Notes what was found in a store and is removed next. What an earlier try found and did not remove for sure is kept. */
export async function planCounts(client: pg.Client, { kind, id }: Erased, found: Counts): Promise<void> {
  const { counts, pending } = await locked(client, { kind, id });
  const kept = Object.entries(found).map(([name, count]) => [name, Math.max(count, pending[name] ?? 0)] as const);
  await write(client, { kind, id }, { counts, pending: { ...pending, ...Object.fromEntries(kept) } });
}

/** Adds what was found under some names before, now that it is removed. */
export async function settleCounts(client: pg.Client, { kind, id }: Erased, names: readonly string[]): Promise<void> {
  const { counts, pending } = await locked(client, { kind, id });
  const [removed, left] = [true, false].map((isRemoved) =>
    Object.fromEntries(Object.entries(pending).filter(([name]) => names.includes(name) === isRemoved)),
  );
  await write(client, { kind, id }, { counts: sumOf(counts, removed ?? {}), pending: left ?? {} });
}

/** Notes that nothing is left, and forgets the name. Answers the whole. */
export async function finishErasure(client: pg.Client, { kind, id }: Erased): Promise<Progress> {
  const [row] = await asOwner<{ counts: unknown; finishedAt: Date }>(
    client,
    `update app.erasure set name = null, finished_at = coalesce(finished_at, clock_timestamp())
     where kind = $1 and id = $2 returning counts, finished_at as "finishedAt"`,
    [kind, id],
  );
  return { counts: numbers.parse(row?.counts), finishedAt: row?.finishedAt ?? null };
}

async function locked(client: pg.Client, { kind, id }: Erased): Promise<{ counts: Counts; pending: Counts }> {
  const [row] = await asOwner<{ counts: unknown; pending: unknown }>(
    client,
    'select counts, pending from app.erasure where kind = $1 and id = $2 for update',
    [kind, id],
  );
  return { counts: numbers.parse(row?.counts), pending: numbers.parse(row?.pending) };
}

async function write(
  client: pg.Client,
  { kind, id }: Erased,
  { counts, pending }: { counts: Counts; pending: Counts },
): Promise<void> {
  await asOwner(client, 'update app.erasure set counts = $3, pending = $4 where kind = $1 and id = $2', [
    ...[kind, id],
    ...[JSON.stringify(counts), JSON.stringify(pending)],
  ]);
}

function sumOf(one: Counts, other: Counts): Counts {
  const sums = { ...one };
  for (const [name, count] of Object.entries(other)) if (count > 0) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Runs one statement as the owner of the tables. In an open transaction. */
export async function asOwner<Row extends pg.QueryResultRow>(
  client: pg.Client,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  await client.query('set local role hub_owner');
  const { rows } = await client.query<Row>(sql, [...values]);
  await client.query('reset role');
  return rows;
}
