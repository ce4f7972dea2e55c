import type { TestDatabase } from './database.js';
import { tenantTables } from '../database/tenant-tables.js';

/** A value of another team's row, and the column it is in. */
export interface Secret {
  readonly value: string;
  readonly column: string;
}

/** Every id and word in the rows of one team that is in no row of the other: it may appear in no answer to that other. */
export async function secretsOf(
  database: TestDatabase,
  { of, butNot }: { of: string; butNot: string },
): Promise<Secret[]> {
  const known = new Set((await valuesOf(database, butNot)).map(({ value }) => value));
  const publicTenders = new Set(
    (await database.sql<{ id: string }>('select id from tenders.tender')).map(({ id }) => id),
  );
  return (await valuesOf(database, of)).filter(({ value }) => !known.has(value) && !publicTenders.has(value));
}

/** The secrets that a body holds, in clear or inside an id or a cursor. */
export function secretsIn(text: string, secrets: readonly Secret[]): Secret[] {
  const readable = [text, ...decodedParts(text)].join('\n');
  return secrets.filter(({ value }) => new RegExp(`(?<![\\w-])${escaped(value)}(?![\\w-])`, 'u').test(readable));
}

async function valuesOf(database: TestDatabase, teamId: string): Promise<Secret[]> {
  const secrets: Secret[] = [];
  for (const { name, columns } of await tenantTables(database)) {
    const texts = columns.filter(({ type }) => type === 'uuid' || type === 'text' || type === 'text[]');
    const rows = await database.sql(
      `select ${texts.map((column) => column.name).join(', ')} from ${name} where team_id = $1`,
      [teamId],
    );
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) secrets.push(...listed(value, `${name}.${column}`));
  }
  const accounts = await database.sql(
    'select a.id, a.email, a.display_name from identity.account a join identity.membership m on m.account_id = a.id where m.team_id = $1',
    [teamId],
  );
  for (const row of accounts)
    for (const [column, value] of Object.entries(row)) secrets.push(...listed(value, `identity.account.${column}`));
  return secrets;
}

function listed(value: unknown, column: string): Secret[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((one) => typeof one === 'string')
    .filter((one) => one.length >= 3)
    .map((one) => ({ value: one, column }));
}

/** What ids and cursors say when they are decoded. */
function decodedParts(text: string): string[] {
  return (text.match(/[\w-]{16,}/gu) ?? []).map((part) => Buffer.from(part, 'base64url').toString('utf8'));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
