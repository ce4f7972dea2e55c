import { readFileSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.js';

// The migrations are the truth; the Prisma schema is a reading of them. This compares the two, so
// that a column added in one place only is found here and not by a user.

interface PrismaColumn {
  readonly type: string;
  readonly isNullable: boolean;
}
type Tables = Record<string, Record<string, PrismaColumn>>;

const nativeTypes: Record<string, string> = {
  Uuid: 'uuid',
  'Timestamptz(6)': 'timestamp with time zone',
  Date: 'date',
  SmallInt: 'smallint',
  Citext: 'citext',
  JsonB: 'jsonb',
  Inet: 'inet',
  Char: 'character',
};
const plainTypes: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Decimal: 'numeric',
  Float: 'double precision',
  Bytes: 'bytea',
  Json: 'jsonb',
  DateTime: 'timestamp with time zone',
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('every model and field of the Prisma schema is in the migrated catalogue, with its type and nullability', async () => {
  const catalogue = await readCatalogue();
  const prisma = readPrismaSchema();
  const seen = Object.fromEntries(
    Object.entries(prisma).map(([table, columns]) => [
      table,
      Object.fromEntries(
        Object.keys(columns).map((name) => [name, catalogue[table]?.[name] ?? 'is not in the database']),
      ),
    ]),
  );
  expect(seen).toEqual(prisma);
});

test('every column of a table that has a model is in the model, unless the model leaves it to the database', async () => {
  const catalogue = await readCatalogue();
  const prisma = readPrismaSchema();
  // Search vectors have no Prisma type, and are read only by SQL.
  const invisible = new Set(['tsvector']);
  const missing = Object.entries(prisma).flatMap(([table, columns]) =>
    Object.entries(catalogue[table] ?? {})
      .filter(([name, { type }]) => !(name in columns) && !invisible.has(type))
      .map(([name]) => `${table}.${name}`),
  );
  expect(missing).toEqual([]);
});

async function readCatalogue(): Promise<Tables> {
  const rows = await database.sql<{ table: string; column: string; type: string; nullable: boolean }>(`
    select n.nspname || '.' || c.relname as table, a.attname as column,
      regexp_replace(format_type(a.atttypid, null), '^public\\.', '') as type, not a.attnotnull as nullable
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v')
    join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped
      and n.nspname in ('identity', 'tenders', 'workspace', 'insights', 'analytics')`);
  const tables: Tables = {};
  for (const { table, column, type, nullable } of rows) {
    tables[table] = { ...tables[table], [column]: { type, isNullable: nullable } };
  }
  return tables;
}

function readPrismaSchema(): Tables {
  const folder = fileURLToPath(new URL('../../prisma/schema', import.meta.url));
  const text = globSync('*.prisma', { cwd: folder })
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
  const enums = new Set([...text.matchAll(/^enum (\w+)/gm)].map(([, name]) => name ?? ''));
  const tables: Tables = {};
  for (const [, body = ''] of text.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const table = `${/@@schema\("(\w+)"\)/.exec(body)?.[1]}.${/@@map\("(\w+)"\)/.exec(body)?.[1]}`;
    tables[table] = Object.fromEntries(body.split('\n').flatMap((line) => columnOf(line, enums)));
  }
  return tables;
}

function columnOf(line: string, enums: ReadonlySet<string>): [string, PrismaColumn][] {
  const match = /^ {2}(\w+)\s+(Unsupported\("[^"]+"\)|\w+)(\[\])?(\?)?/.exec(line);
  if (!match || enums.has(match[2] ?? '')) return [];
  const [, field = '', type = '', list, optional] = match;
  const base = typeOf(type, line);
  if (base === undefined) return [];
  const name = /@map\("(\w+)"\)/.exec(line)?.[1] ?? field;
  return [[name, { type: list ? `${base}[]` : base, isNullable: optional !== undefined }]];
}

function typeOf(type: string, line: string): string | undefined {
  const unsupported = /^Unsupported\("([^"]+)"\)$/.exec(type)?.[1];
  if (unsupported !== undefined) return unsupported;
  const native = /@db\.(\w+(?:\(6\))?)/.exec(line)?.[1];
  // A type with a capital that is neither plain nor native is another model: a relation, no column.
  return (native === undefined ? undefined : nativeTypes[native]) ?? plainTypes[type];
}
