import { chownSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDurable, isRefusal, type Profile, type Refusal, type RunningStore, type StoreContext } from '../provider.js';
import { serverEnvironment, startOwnServer } from '../shared/own-server.js';
import { makeDataFolder, shownPath } from '../shared/place.js';
import { lastLine } from '../shared/run-command.js';
import { keptSecret } from '../shared/secret-file.js';
import { preferredPorts } from '../preferred-ports.js';
import { databaseName, missingExtensions, postgresKind, postgresVersion } from './postgres-probe.js';
import { clearStaleLock } from './stale-lock.js';

const superuser = 'postgres';

export interface PostgresBinaries {
  readonly provider: string;
  /** The folder with `initdb` and `postgres`. */
  readonly binFolder: string;
  readonly majorVersion: number;
}

/** Makes the cluster if there is none yet, starts it, and refuses a server without the extensions that we need. */
export async function startCluster(binaries: PostgresBinaries, context: StoreContext): Promise<RunningStore | Refusal> {
  const { place } = context;
  // One folder a major version: another version cannot read it.
  const dataFolder = makeDataFolder(place, `postgres-${binaries.majorVersion}`);
  const password = keptSecret(join(place.profileDirectory, 'postgres.password'));
  const failure = await initialise({ binaries, dataFolder, password, context });
  if (failure !== null) return { refused: failure };
  await clearStaleLock(dataFolder);

  const started = await startOwnServer(
    postgresKind,
    {
      provider: binaries.provider,
      binary: join(binaries.binFolder, 'postgres'),
      args: (port) => serverArguments({ dataFolder, port, profile: context.profile }),
      dataFolder,
      preferredPort: preferredPorts(context).postgres,
      url: (port) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`,
      note: `Postgres ${binaries.majorVersion}, data in ${shownPath(place, dataFolder)}`,
    },
    context,
  );
  if (isRefusal(started)) return started;
  const missing = await missingExtensions(started.url);
  if (missing.length === 0)
    return { ...started, note: started.note.replace(/Postgres \d+/, `Postgres ${await postgresVersion(started.url)}`) };
  await started.stop();
  return {
    refused: `it lacks the extensions ${missing.join(', ')}`,
    remedy: 'Install the contrib package of this Postgres.',
  };
}

/** Settings of a development server: fast bulk loads, statistics on, and durable wherever data is kept. */
export function serverArguments({
  dataFolder,
  port,
  profile,
}: {
  dataFolder: string;
  port: number;
  profile: Profile;
}): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_preload_libraries: 'pg_stat_statements',
    // A benchmark of a million rows is about what the database does, not about how often it asks for pages again.
    shared_buffers: profile === 'bench' ? '1GB' : '256MB',
    maintenance_work_mem: '256MB',
    work_mem: '16MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    // Nobody replicates from a development server, so bulk loads need not be logged for replicas.
    wal_level: 'minimal',
    max_wal_senders: '0',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_duration_statement: '1s',
    ...(isDurable(profile) ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    dataFolder,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Null when the cluster exists now; else what initdb said. */
async function initialise({
  binaries,
  dataFolder,
  password,
  context,
}: {
  binaries: PostgresBinaries;
  dataFolder: string;
  password: string;
  context: StoreContext;
}): Promise<string | null> {
  // The version file alone does not prove that initdb got to its end: our marker does.
  const marker = join(dataFolder, 'hub-cluster-complete');
  if (existsSync(marker)) return null;
  context.log('Creating a Postgres cluster');
  for (const entry of readdirSync(dataFolder)) rmSync(join(dataFolder, entry), { recursive: true, force: true });
  const { user, dataDirectory } = context.place;
  const passwordFile = join(dataDirectory, `postgres.password.${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  const locale =
    binaries.majorVersion >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C'];
  const result = await context.machine.run(
    join(binaries.binFolder, 'initdb'),
    [
      '-D',
      dataFolder,
      '-U',
      superuser,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      ...locale,
      ...(isDurable(context.profile) ? [] : ['--no-sync']),
    ],
    {
      cwd: dirname(dataFolder),
      signal: context.signal,
      env: serverEnvironment(context),
      ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
    },
  );
  rmSync(passwordFile, { force: true });
  context.signal.throwIfAborted();
  if (result.code !== 0) return `initdb failed: ${lastLine(result.stderr)}`;
  writeFileSync(marker, '');
  return null;
}
