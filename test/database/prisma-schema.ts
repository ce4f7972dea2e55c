import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A table as one side tells it: the Prisma schema, or the catalogue of a migrated database. */
export interface TableShape {
  readonly columns: Readonly<Record<string, ColumnShape>>;
  /** Primary and unique keys: the columns of each, joined and sorted. */
  readonly keys: readonly string[];
  /** Foreign keys, such as `source_id -> tenders.source (id) cascade`, sorted. */
  readonly references: readonly string[];
}

interface ColumnShape {
  /** With its precision, as the server writes it. */
  readonly type: string;
  readonly isNullable: boolean;
  /** Without casts; null for none. */
  readonly default: string | null;
}

export type Tables = Readonly<Record<string, TableShape>>;

// Prisma's own choice for a type without @db is another than ours for times and numbers, and so is not here.
const plainTypes: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Decimal: 'numeric(65,30)',
  Float: 'double precision',
  Bytes: 'bytea',
  Json: 'jsonb',
  DateTime: 'timestamp(3) without time zone',
};
const nativeTypes: Record<string, string> = {
  Uuid: 'uuid',
  'Timestamptz(6)': 'timestamp with time zone',
  'Timestamptz(3)': 'timestamp(3) with time zone',
  Date: 'date',
  SmallInt: 'smallint',
  Inet: 'inet',
  Decimal: 'numeric',
};

interface Model {
  readonly name: string;
  readonly table: string;
  readonly lines: readonly string[];
  /** Columns by the names of their fields. */
  readonly columnOf: Readonly<Record<string, string>>;
}

/** Every model of the Prisma schema, as the table that it is a reading of. */
export function readPrismaSchema(): Tables {
  const folder = fileURLToPath(new URL('../../prisma/schema', import.meta.url));
  const text = globSync('*.prisma', { cwd: folder })
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gmu)].map(([, name = '', body = '']) =>
    modelOf(name, body),
  );
  return Object.fromEntries(models.map((model) => [model.table, shapeOf(model, models)]));
}

function modelOf(name: string, body: string): Model {
  const lines = body.split('\n');
  const fields = lines.flatMap((line) => {
    const field = /^ {2}(\w+)\s/u.exec(line)?.[1];
    return field === undefined ? [] : [[field, /@map\("(\w+)"\)/u.exec(line)?.[1] ?? field] as const];
  });
  const table = `${/@@schema\("(\w+)"\)/u.exec(body)?.[1]}.${/@@map\("(\w+)"\)/u.exec(body)?.[1]}`;
  return { name, table, lines, columnOf: Object.fromEntries(fields) };
}

function shapeOf(model: Model, models: readonly Model[]): TableShape {
  return {
    columns: Object.fromEntries(model.lines.flatMap(columnIn)),
    keys: model.lines.flatMap((line) => keysIn(line, model)).toSorted(),
    references: model.lines.flatMap((line) => referencesIn(line, model, models)).toSorted(),
  };
}

function columnIn(line: string): [string, ColumnShape][] {
  const match = /^ {2}(\w+)\s+(Unsupported\("[^"]+"\)|\w+)(\[\])?(\?)?/u.exec(line);
  if (!match) return [];
  const [, field = '', type = '', list, optional] = match;
  const base = typeOf(type, line);
  if (base === undefined) return [];
  const shape = {
    type: list === undefined ? base : `${base}[]`,
    isNullable: optional !== undefined,
    default: defaultIn(line),
  };
  return [[/@map\("(\w+)"\)/u.exec(line)?.[1] ?? field, shape]];
}

// A type with a capital that is neither plain nor native is another model: a relation, no column.
function typeOf(type: string, line: string): string | undefined {
  const unsupported = /^Unsupported\("([^"]+)"\)$/u.exec(type)?.[1];
  if (unsupported !== undefined) return unsupported;
  if (plainTypes[type] === undefined) return undefined;
  const native = /@db\.(\w+(?:\([\d, ]+\))?)/u.exec(line)?.[1];
  if (native === undefined) return plainTypes[type];
  return nativeTypes[native] ?? native.toLowerCase().replace('decimal', 'numeric').replaceAll(' ', '');
}

function defaultIn(line: string): string | null {
  const [, given] = /@default\(((?:[^()"]|"[^"]*"|\((?:[^()"]|"[^"]*")*\))*)\)/u.exec(line) ?? [];
  if (given === undefined) return null;
  if (given === 'dbgenerated()') return 'generated';
  if (given === 'autoincrement()') return 'identity';
  if (given === '[]') return '{}';
  const sql = /^dbgenerated\("(.*)"\)$/u.exec(given)?.[1];
  return withoutCasts(sql ?? given.replaceAll('"', ''));
}

/** The default as both sides write it: `'FREE'::text` is FREE. */
export function withoutCasts(expression: string): string {
  return expression.replaceAll(/::[\w ]+(?:\(\d+\))?(?:\[\])?/gu, '').replaceAll("'", '');
}

function keysIn(line: string, { columnOf }: Model): string[] {
  const list = /^ {2}@@(?:id|unique)\(\[([^\]]+)\]/u.exec(line)?.[1];
  if (list !== undefined) return [keyOf(list, columnOf)];
  const field = /^ {2}(\w+)\s.*@(?:id|unique)\b/u.exec(line)?.[1];
  return field === undefined ? [] : [keyOf(field, columnOf)];
}

function referencesIn(line: string, { columnOf }: Model, models: readonly Model[]): string[] {
  const match = /^ {2}\w+\s+(\w+)\??\s+@relation\(.*fields: \[([^\]]+)\], references: \[([^\]]+)\]/u.exec(line);
  if (!match) return [];
  const [, target, fields = '', names = ''] = match;
  const other = models.find(({ name }) => name === target);
  if (!other) throw new Error(`A relation names the unknown model ${target}.`);
  const action = (/onDelete: (\w+)/u.exec(line)?.[1] ?? 'NoAction').replace(/(?<=[a-z])(?=[A-Z])/u, ' ').toLowerCase();
  return [`${keyOf(fields, columnOf)} -> ${other.table} (${keyOf(names, other.columnOf)}) ${action}`];
}

function keyOf(fields: string, columnOf: Readonly<Record<string, string>>): string {
  return fields
    .split(',')
    .map((field) => columnOf[field.trim().replace(/\(.*/u, '')] ?? field)
    .join(', ');
}
