import { encryptedColumns, type FieldCipher } from '@hub/runtime/encryption';
import type pg from 'pg';
import { secretColumns, type ExportedTable } from './exported-tables.js';

const sliceRows = 1_000;

/** Begins to read as one snapshot, with the rights of the role that reads everything and writes nothing. */
export async function beginSnapshot(client: pg.Client): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query('set local role hub_backup');
}

/** Rows of a team in a table, each as JSON, without secrets. Contact data is in the clear, as the team reads it. */
export async function* rowsOf(
  client: pg.Client,
  { table, teamId, cipher }: { table: ExportedTable; teamId: string; cipher: FieldCipher },
): AsyncGenerator<string> {
  const sealed = encryptedColumns.find(({ name }) => name === `${table.name}.contact_encrypted`);
  const contact = sealed === undefined ? 'null::text' : 't.contact_encrypted';
  const query = `select (to_jsonb(t) - $2::text[])::text as line, ${contact} as contact from ${table.name} t where ${table.where}`;
  for await (const { line, contact: stored } of slices<{ line: string; contact: string | null }>(client, query, [
    teamId,
    secretColumns,
  ])) {
    if (stored === null || sealed === undefined) yield line;
    else yield withContact(line, cipher.decrypt(stored, sealed.placeOf({ teamId, id: teamId })));
  }
}

/** People of a team as their colleagues see them, each as JSON. */
export async function* peopleOf(client: pg.Client, teamId: string): AsyncGenerator<string> {
  const query = `select jsonb_build_object('member_id', m.id, 'account_id', a.id, 'email', a.email, 'display_name', a.display_name,
      'first_name', a.first_name, 'last_name', a.last_name, 'title', a.title)::text as line
    from identity.membership m join identity.account a on a.id = m.account_id where m.team_id = $1`;
  for await (const { line } of slices<{ line: string }>(client, query, [teamId])) yield line;
}

/** Rows of a query, some at a time. */
async function* slices<Row extends pg.QueryResultRow>(
  client: pg.Client,
  query: string,
  values: readonly unknown[],
): AsyncGenerator<Row> {
  await client.query(`declare exported no scroll cursor for ${query}`, [...values]);
  for (let isOver = false; !isOver;) {
    const { rows } = await client.query<Row>(`fetch ${sliceRows} from exported`);
    yield* rows;
    isOver = rows.length < sliceRows;
  }
  await client.query('close exported');
}

/** Numbers in the row stay as they are written. */
function withContact(line: string, contact: string): string {
  return `${line.slice(0, -1)}, "contact": ${contact}}`;
}
