// cspell:ignore atttypmod attrdef attnotnull attgenerated adbin adrelid adnum indrelid indkey indisunique indpred indexprs confrelid confkey confdeltype
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { readPrismaSchema, withoutCasts, type Tables, type TableShape } from './prisma-schema.js';

// The migrations are the truth; the Prisma schema is a reading of them. This compares the two, so
// that what is changed in one place only is found here and not by a user.

const prisma = readPrismaSchema();
let database: TestDatabase;
let catalogue: Tables;
beforeAll(async () => {
  database = await testDatabase();
  catalogue = await readCatalogue();
});
afterAll(() => database.drop());

test('every model is a table, with the type, precision, nullability and default of each field', () => {
  const seen = Object.fromEntries(
    Object.entries(prisma).map(([table, { columns }]) => [
      table,
      Object.fromEntries(
        Object.keys(columns).map((name) => [name, catalogue[table]?.columns[name] ?? 'is not in the database']),
      ),
    ]),
  );

  expect(seen).toEqual(eachTable(prisma, ({ columns }) => columns));
});

test('every column of a table that has a model is in the model, unless the model leaves it to the database', () => {
  // Search vectors have no Prisma type, and are read only by SQL.
  const invisible = new Set(['tsvector']);
  const missing = Object.entries(prisma).flatMap(([table, { columns }]) =>
    Object.entries(catalogue[table]?.columns ?? {})
      .filter(([name, { type }]) => !(name in columns) && !invisible.has(type))
      .map(([name]) => `${table}.${name}`),
  );

  expect(missing).toEqual([]);
});

test('models and tables have the same primary and unique keys', () => {
  const seen = eachTable(prisma, (_shape, table) => catalogue[table]?.keys);

  expect(seen).toEqual(eachTable(prisma, ({ keys }) => keys));
});

test('every relation is a foreign key, with what happens when the other row goes', () => {
  const unknown = Object.entries(prisma).flatMap(([table, { references }]) =>
    references.filter((one) => !catalogue[table]?.references.includes(one)).map((one) => `${table}: ${one}`),
  );

  expect(unknown).toEqual([]);
});

// No program goes from these rows to those: they only keep a row from outliving what it is about.
const notFollowed = [
  'identity.team: id, created_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.team: id, updated_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.membership: team_id -> identity.team (id) cascade',
  'identity.membership: team_id, created_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.membership: team_id, updated_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.preference: team_id -> identity.team (id) cascade',
  'identity.team_setting: team_id -> identity.team (id) cascade',
  'identity.billing_contact: team_id -> identity.team (id) cascade',
  'identity.team_domain: team_id -> identity.team (id) cascade',
  'identity.team_limit: team_id -> identity.team (id) cascade',
  'identity.invitation: team_id -> identity.team (id) cascade',
  'identity.invitation: team_id, accepted_membership_id -> identity.membership (team_id, id) set null',
  'identity.invitation: team_id, created_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.invitation: team_id, updated_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.role: team_id -> identity.team (id) cascade',
  'identity.role: team_id, created_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.role: team_id, updated_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.role_assignment: team_id -> identity.team (id) cascade',
  'identity.role_assignment: team_id, created_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.role_assignment: team_id, membership_id -> identity.membership (team_id, id) cascade',
  'identity.role_assignment: team_id, updated_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.permission_version: team_id -> identity.team (id) cascade',
  'identity.platform_admin: account_id -> identity.account (id) cascade',
  'identity.platform_entry: account_id -> identity.account (id) set null',
  'identity.platform_entry: team_id -> identity.team (id) cascade',
  'identity.audit_export: team_id -> identity.team (id) cascade',
  'identity.audit_export: team_id, requested_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.unit: team_id -> identity.team (id) cascade',
  'identity.unit: team_id, created_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.unit: team_id, parent_id -> identity.unit (team_id, id) no action',
  'identity.unit: team_id, updated_by_membership_id -> identity.membership (team_id, id) set null',
  'identity.unit_member: team_id -> identity.team (id) cascade',
  'identity.session: team_id -> identity.team (id) cascade',
  'identity.session: team_id, account_id -> identity.membership (team_id, account_id) cascade',
  'identity.company_profile: team_id -> identity.team (id) cascade',
  'identity.capability: team_id -> identity.team (id) cascade',
  'identity.notification: team_id -> identity.team (id) cascade',
  'identity.notification: team_id, account_id -> identity.membership (team_id, account_id) cascade',
  'identity.notification_preference: team_id -> identity.team (id) cascade',
  'identity.notification_preference: team_id, account_id -> identity.membership (team_id, account_id) cascade',
  'identity.notification_schedule: team_id -> identity.team (id) cascade',
  'identity.notification_schedule: team_id, account_id -> identity.membership (team_id, account_id) cascade',
  'identity.notification_delivery: team_id -> identity.team (id) cascade',
  'identity.notification_delivery: team_id, notification_id -> identity.notification (team_id, id) cascade',
  'tenders.change_acknowledgement: tender_id -> tenders.tender (id) cascade',
  'tenders.tender_override: tender_id -> tenders.tender (id) cascade',
  'tenders.saved_search_match: team_id, team_tender_id -> tenders.team_tender (team_id, id) cascade',
  'tenders.saved_search_match: tender_id -> tenders.tender (id) cascade',
  'workspace.project_member: team_id, project_id -> workspace.project (team_id, id) cascade',
  'workspace.stage_change: team_id, project_id -> workspace.project (team_id, id) cascade',
  'workspace.gate_decision: team_id, project_id -> workspace.project (team_id, id) cascade',
  'workspace.task: team_id, previous_task_id -> workspace.task (team_id, id) set null',
  'workspace.task: team_id, project_id -> workspace.project (team_id, id) cascade',
  'workspace.task_dependency: team_id, depends_on_task_id -> workspace.task (team_id, id) cascade',
  'workspace.task_dependency: team_id, task_id -> workspace.task (team_id, id) cascade',
  'workspace.activity: team_id, entry_id -> workspace.entry (team_id, id) cascade',
  'workspace.activity: team_id, project_id -> workspace.project (team_id, id) cascade',
  'workspace.activity_participant: team_id, activity_id -> workspace.activity (team_id, id) cascade',
  'workspace.comment: team_id, entry_id -> workspace.entry (team_id, id) cascade',
  'workspace.comment: team_id, project_id -> workspace.project (team_id, id) cascade',
  'workspace.comment: team_id, task_id -> workspace.task (team_id, id) cascade',
  'workspace.comment_mention: team_id, comment_id -> workspace.comment (team_id, id) cascade',
  'workspace.project_archive_person: team_id, archive_id -> workspace.project_archive (team_id, id) cascade',
];

test('every foreign key between two models of one schema is a relation, unless no program follows it', () => {
  const isNear = (table: string, reference: string): boolean => {
    const other = /-> (\S+) /u.exec(reference)?.[1] ?? '';
    return other in prisma && other.split('.')[0] === table.split('.')[0];
  };
  const missing = Object.entries(prisma).flatMap(([table, { references }]) =>
    (catalogue[table]?.references ?? [])
      .filter((one) => isNear(table, one) && !references.includes(one))
      .map((one) => `${table}: ${one}`),
  );

  expect(missing).toEqual(notFollowed);
});

function eachTable<T>(tables: Tables, of: (shape: TableShape, table: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(tables).map(([table, shape]) => [table, of(shape, table)]));
}

async function readCatalogue(): Promise<Tables> {
  const rows = await database.sql<{
    table: string;
    columns: Record<string, { type: string; isNullable: boolean; default: string | null }>;
    keys: string[];
    references: string[];
  }>(`
    select n.nspname || '.' || c.relname as table,
      (select jsonb_object_agg(a.attname, jsonb_build_object(
          'type', regexp_replace(format_type(a.atttypid, a.atttypmod), '^public\\.', ''),
          'isNullable', not a.attnotnull,
          'default', case
            when a.attgenerated <> '' then 'generated'
            when a.attidentity <> '' then 'identity'
            else pg_get_expr(d.adbin, d.adrelid) end))
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      array(select ${columnsOf('c.oid', 'i.indkey::int2[]')} as key from pg_index i
        where i.indrelid = c.oid and i.indisunique and i.indpred is null and i.indexprs is null order by 1) as keys,
      array(select ${columnsOf('c.oid', 'k.conkey')} || ' -> ' || k.confrelid::regclass || ' (' ||
          ${columnsOf('k.confrelid', 'k.confkey')} || ') ' || case k.confdeltype
            when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade'
            when 'n' then 'set null' else 'set default' end
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' order by 1) as references
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v') and not c.relispartition
      and n.nspname in ('identity', 'tenders', 'workspace', 'insights', 'analytics')`);
  return Object.fromEntries(
    rows.map(({ table, columns, keys, references }) => [
      table,
      { columns: Object.fromEntries(Object.entries(columns).map(readable)), keys, references },
    ]),
  );
}

function readable<Column extends { default: string | null }>([name, column]: [string, Column]): [string, Column] {
  return [name, { ...column, default: column.default === null ? null : withoutCasts(column.default) }];
}

/** SQL for the names of numbered columns of a table, in the order of the numbers. */
function columnsOf(table: string, numbers: string): string {
  return `(select string_agg(a.attname, ', ' order by place)
    from unnest(${numbers}) with ordinality as u (number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = u.number)`;
}
