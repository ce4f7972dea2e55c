import { encryptedColumns, FieldDecryptionError, type FieldCipher } from '@hub/runtime/encryption';
import type pg from 'pg';
import { documentsOfRows, type ExportedTable } from './exported-tables.js';

const sliceRows = 1_000;

/** Begins to read as one snapshot, with the rights of the role that reads everything and writes nothing. */
export async function beginSnapshot(client: pg.Client): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query('set local role hub_backup');
}

/** What rows of a table are read with. */
export interface RowReading {
  readonly table: ExportedTable;
  readonly teamId: string;
  readonly cipher: FieldCipher;
  /** Told of a column with a field that no key can read, which is null in its row. */
  readonly unreadable: (column: string) => void;
}

/** Rows of a team in a table, each as JSON, without secrets and documents. Contact data is in the clear, as the team reads it. */
export async function* rowsOf(
  client: pg.Client,
  { table, teamId, cipher, unreadable }: RowReading,
): AsyncGenerator<string> {
  const sealed = encryptedColumns.find(({ name }) => name === `${table.name}.contact_encrypted`);
  const contact = sealed === undefined ? 'null::text' : 't.contact_encrypted';
  const query = `select (select to_jsonb(r) from (select ${await columnsOf(client, table)}) r)::text as line, ${contact} as contact
    from ${table.name} t where ${table.where}`;
  const rows = slices<{ line: string; contact: string | null }>(client, query, [teamId]);
  for await (const { line, contact: stored } of rows) {
    if (stored === null || sealed === undefined) {
      yield line;
      continue;
    }
    const text = decrypted(cipher, stored, sealed.placeOf({ teamId, id: teamId }));
    if (text === null) unreadable(sealed.name);
    yield withContact(line, text ?? 'null');
  }
}

/** What is left out is not read either: a document can be large. */
async function columnsOf(client: pg.Client, { name, without }: ExportedTable): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg('t.' || quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all ($2::text[])`,
    [name, without],
  );
  return rows[0]?.columns ?? '';
}

function decrypted(cipher: FieldCipher, stored: string, place: string): string | null {
  try {
    return cipher.decrypt(stored, place);
  } catch (error) {
    if (error instanceof FieldDecryptionError) return null;
    throw error;
  }
}

/** Documents that rows of a team hold, one after the other. */
export async function* documentsIn(
  client: pg.Client,
  teamId: string,
): AsyncGenerator<{ readonly id: string; readonly bytes: Buffer }> {
  const { table, column } = documentsOfRows;
  const { rows } = await client.query<{ id: string }>(`select id from ${table} where team_id = $1 order by id`, [
    teamId,
  ]);
  for (const { id } of rows) {
    const query = `select ${column} as bytes from ${table} where team_id = $1 and id = $2`;
    const found = await client.query<{ bytes: Buffer }>(query, [teamId, id]);
    for (const { bytes } of found.rows) yield { id, bytes };
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
