import { tableCare } from '@hub/prisma/table-care';
import type pg from 'pg';

/** How many, by name; what there is none of is left out. */
export type Counts = Readonly<Record<string, number>>;

/** What an erasure does to the database. */
export interface RowCounts {
  readonly rows: Counts;
  readonly events: number;
}

/** Id of a team. In an open transaction. */
export function findTeam(client: pg.Client, slugOrId: string): Promise<string | null> {
  return idOf(client, 'select id from identity.team where slug = $1 or id::text = $1', slugOrId);
}

/** Id of an account. In an open transaction. */
export function findAccount(client: pg.Client, emailOrId: string): Promise<string | null> {
  return idOf(client, 'select id from identity.account where lower(email) = lower($1) or id::text = $1', emailOrId);
}

/** Rows of a team in each table that it has rows in. In an open transaction. */
export async function countsOfTeam(client: pg.Client, id: string): Promise<RowCounts> {
  const tables = Object.entries(tableCare).filter(([, { kind, team }]) => kind === 'tenant' && team === 'deleted');
  const rows: [string, number][] = [];
  for (const [table] of tables) {
    const column = table === 'identity.team' ? 'id' : 'team_id';
    rows.push([table, await count(client, `select count(*)::int as count from ${table} where ${column} = $1`, id)]);
  }
  return { rows: present(rows), events: await count(client, eventsWhere('team_id = $1'), id) };
}

/** Rows of a person. In an open transaction. */
export async function countsOfAccount(client: pg.Client, id: string): Promise<RowCounts> {
  const rows: [string, number][] = [];
  for (const [table, where] of [
    ['identity.account', 'id = $1'],
    ['identity.membership', 'account_id = $1'],
    ['identity.session', 'account_id = $1'],
    ['app.idempotency', 'caller = $1::text'],
  ] as const)
    rows.push([table, await count(client, `select count(*)::int as count from ${table} where ${where}`, id)]);
  return { rows: present(rows), events: await count(client, eventsWhere('persons @> array[$1::uuid]'), id) };
}

/** Removes jobs of a team, or that name a person, which nobody has begun. In an open transaction. */
export async function removeJobs(
  client: pg.Client,
  of: { readonly teamId: string } | { readonly accountId: string },
): Promise<number> {
  await client.query('reset role');
  const [where, id] =
    'teamId' in of
      ? [`payload ->> 'teamId' = $1`, of.teamId]
      : [`position($1::text in payload::text) > 0`, of.accountId];
  const { rowCount } = await client.query(
    `delete from graphile_worker._private_jobs where locked_at is null and ${where}`,
    [id],
  );
  return rowCount ?? 0;
}

function eventsWhere(condition: string): string {
  return `select ((select count(*) from events.inbox where ${condition})
    + (select count(*) from events.event where body is not null and ${condition}))::int as count`;
}

async function count(client: pg.Client, sql: string, id: string): Promise<number> {
  const [row] = await seen<{ count: number }>(client, sql, id);
  return row?.count ?? 0;
}

async function idOf(client: pg.Client, sql: string, name: string): Promise<string | null> {
  const [row] = await seen<{ id: string }>(client, sql, name);
  return row?.id ?? null;
}

/** Row-level security hides every row from the owner; backups may see all and change nothing. In an open transaction. */
async function seen<Row extends pg.QueryResultRow>(client: pg.Client, sql: string, value: string): Promise<Row[]> {
  await client.query('set local role hub_backup');
  const { rows } = await client.query<Row>(sql, [value]);
  await client.query('reset role');
  return rows;
}

function present(rows: readonly [string, number][]): Counts {
  return Object.fromEntries(rows.filter(([, found]) => found > 0));
}
