import type { Client } from 'pg';

/** Login roles of the services. None owns a tenant table, none may bypass row-level security. */
export const serviceRoles = [
  'svc_identity',
  'svc_tenders',
  'svc_workspace',
  'svc_insights',
  'svc_analytics',
  'svc_worker',
] as const;

export type ServiceRole = (typeof serviceRoles)[number];

/** Roles of tasks, which nobody signs in as: the worker takes them on. svc_importer alone writes public tenders. */
export const taskRoles = ['svc_importer'] as const;

export type TaskRole = (typeof taskRoles)[number];

/** Who a connection of the product may act as. */
export type ActingRole = ServiceRole | TaskRole;

/** A password for each service role: who knows one can act as that role and as no other. */
export type RolePasswords = Readonly<Record<ServiceRole, string>>;

/**
 * Roles that svc_worker may take on, to run the jobs and readers of their subgraphs with the rights of those, and to import. Identity has
 * no jobs, and so the worker never reaches passwords or sessions.
 */
export const rolesOfWorker = [
  'svc_tenders',
  'svc_workspace',
  'svc_insights',
  'svc_analytics',
  'svc_importer',
] as const satisfies readonly ActingRole[];

const schemas = ['app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics'];

// Set on the role, so that no client can forget them (milliseconds unless said).
const roleSettings = {
  statement_timeout: '5s',
  lock_timeout: '1s',
  idle_in_transaction_session_timeout: '10s',
};

// The best plan of a search depends on its words: a plan for any word is a hundred times slower for most. And of many
// searches at a time, each does better with one processor than all with workers that they take from each other.
const searchSettings = { plan_cache_mode: 'force_custom_plan', max_parallel_workers_per_gather: '0' };

// And the best plan of a list depends on how much its team has: a plan for any team reads a large one twice as slowly.
const listSettings = { plan_cache_mode: 'force_custom_plan' };

/** Settings that every connection of a role begins with. */
export function settingsOfRole(role: ActingRole): Readonly<Record<string, string>> {
  return {
    ...roleSettings,
    // Of imports and rollups, statements may take minutes, locks may not.
    ...((role === 'svc_worker' || role === 'svc_importer') && { statement_timeout: '5min' }),
    ...(role === 'svc_tenders' && searchSettings),
    ...(role === 'svc_workspace' && listSettings),
  };
}

/**
 * Creates what belongs to the server rather than to one database: roles, and the empty schemas
 * that the migrations fill. Safe to repeat and to run from several processes at once.
 *
 * @param client - connected as a role that may create roles.
 * @param passwords - of the service roles; null leaves existing passwords alone.
 */
export async function ensureRolesAndSchemas(client: Client, passwords: RolePasswords | null): Promise<void> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(7130721)');
  await ensureRoles(client, passwords);
  await ensureSchemas(client);
  await client.query('commit');
}

async function ensureRoles(client: Client, passwords: RolePasswords | null): Promise<void> {
  for (const role of ['hub_owner', 'hub_sign_in', 'hub_keeper', 'hub_events', ...taskRoles])
    await ensureRole(client, role, 'nologin');
  // Row-level security does not bind these two, so a service refuses to start on one. Migrations take on the first to
  // fill columns of all teams. The second reads everything and writes nothing; it has no password until it is given one.
  await ensureRole(client, 'hub_migrator', 'nologin', 'bypassrls');
  await ensureRole(client, 'hub_backup', 'login', 'bypassrls');
  for (const role of serviceRoles) await ensureRole(client, role, 'login');
  for (const role of serviceRoles) {
    for (const [name, value] of Object.entries(settingsOfRole(role))) {
      await client.query(`alter role ${role} set ${name} = '${value}'`);
    }
    if (passwords !== null) {
      await client.query(`alter role ${role} password ${client.escapeLiteral(passwords[role])}`);
    }
  }
  // It has the rights of another role only on a connection that took that role on.
  await client.query('alter role svc_worker noinherit');
  await client.query(`grant ${rolesOfWorker.join(', ')} to svc_worker`);
  // hub_owner hands functions over to these four, which takes membership in them.
  await client.query('grant hub_sign_in, hub_keeper, hub_events, svc_worker to hub_owner');
  await client.query('grant hub_owner to hub_migrator');
  await client.query('grant pg_read_all_data to hub_backup');
  await client.query('grant hub_owner, hub_migrator to current_user');
}

async function ensureSchemas(client: Client): Promise<void> {
  for (const schema of schemas) {
    await client.query(`create schema if not exists ${schema} authorization hub_owner`);
  }
  await client.query('create schema if not exists graphile_worker authorization svc_worker');
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  const database = rows[0]?.name ?? 'postgres';
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`revoke create on schema public from public`);
  await client.query(
    `grant connect, temporary on database ${database} to hub_owner, hub_backup, ${[...serviceRoles, ...taskRoles].join(', ')}`,
  );
  for (const extension of ['pg_trgm', 'unaccent', 'btree_gin']) {
    await client.query(`create extension if not exists ${extension} schema public`);
  }
}

async function ensureRole(
  client: Client,
  role: string,
  login: 'login' | 'nologin',
  reach: 'bypassrls' | 'nobypassrls' = 'nobypassrls',
): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) {
    await client.query(`create role ${role} ${login} nosuperuser nocreatedb nocreaterole ${reach}`);
  }
}
