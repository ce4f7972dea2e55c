import { tableCare } from '@hub/prisma/table-care';
import type pg from 'pg';
import { asOwner, type Counts, type Erased } from './erasure-receipt.repository.js';

/** Id of a team. In an open transaction. */
export function findTeam(client: pg.Client, slugOrId: string): Promise<string | null> {
  return idOf(client, 'select id from identity.team where slug = $1 or id::text = $1', slugOrId);
}

/** Id of an account. In an open transaction. */
export function findAccount(client: pg.Client, emailOrId: string): Promise<string | null> {
  return idOf(client, 'select id from identity.account where lower(email) = lower($1) or id::text = $1', emailOrId);
}

/** Erases a team from the database. Answers what went, by table. In an open transaction. */
export async function eraseTeamRows(client: pg.Client, id: string): Promise<Counts> {
  await asOwner(client, 'select identity.lock_team($1)', [id]);
  const tables = Object.entries(tableCare).filter(([, { kind, team }]) => kind === 'tenant' && team === 'deleted');
  const rows: [string, number][] = [];
  for (const [table] of tables) {
    const column = table === 'identity.team' ? 'id' : 'team_id';
    rows.push([
      `rows/${table}`,
      await count(client, `select count(*)::int as count from ${table} where ${column} = $1`, id),
    ]);
  }
  return { ...Object.fromEntries(rows), events: await emptied(client, 'identity.erase_team', id) };
}

/** Erases a person from the database. Answers what went, by table. In an open transaction. */
export async function eraseAccountRows(client: pg.Client, id: string): Promise<Counts> {
  await asOwner(client, 'select identity.lock_account($1)', [id]);
  const rows: [string, number][] = [];
  for (const [table, where] of await personRows(client))
    rows.push([`rows/${table}`, await count(client, `select count(*)::int as count from ${table} where ${where}`, id)]);
  return { ...Object.fromEntries(rows), events: await emptied(client, 'identity.erase_account', id) };
}

const ofMember = (column = 'membership_id'): string =>
  `(team_id, ${column}) in (select m.team_id, m.id from identity.membership m where m.account_id = $1)`;

/** Which rows of a table are a person's; those of other tables name the account, or the membership. */
const personOf: Readonly<Record<string, string>> = {
  'identity.account': 'id = $1',
  'app.idempotency': 'caller = $1::text',
  'tenders.saved_search': ofMember('owner_membership_id'),
};

/** Every table that loses rows with a person. In an open transaction. */
async function personRows(client: pg.Client): Promise<[table: string, where: string][]> {
  const { rows } = await client.query<{ name: string }>(
    `select attrelid::regclass::text as name from pg_attribute where attname = 'account_id' and not attisdropped`,
  );
  const withAccount = new Set(rows.map(({ name }) => name));
  const tables = Object.entries(tableCare).filter(([, { person }]) => person === 'deleted');
  return tables.map(([table]) => [table, personOf[table] ?? (withAccount.has(table) ? 'account_id = $1' : ofMember())]);
}

/** Empties events again: what was written while the rest was removed. Answers how many. In an open transaction. */
export async function eraseLateEvents(client: pg.Client, { kind, id }: Erased): Promise<number> {
  return emptied(client, kind === 'team' ? 'events.erase_team' : 'events.erase_person', id);
}

/** Removes jobs of a team, or that name a person, which nobody has begun. Answers how many. In an open transaction. */
export async function removeJobs(client: pg.Client, { kind, id }: Erased): Promise<number> {
  await client.query('reset role');
  const where = kind === 'team' ? `payload ->> 'teamId' = $1` : `position($1::text in payload::text) > 0`;
  const { rowCount } = await client.query(
    `delete from graphile_worker._private_jobs where locked_at is null and ${where}`,
    [id],
  );
  return rowCount ?? 0;
}

async function emptied(client: pg.Client, erase: string, id: string): Promise<number> {
  const [row] = await asOwner<{ count: number }>(client, `select ${erase}($1)::int as count`, [id]);
  return row?.count ?? 0;
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
