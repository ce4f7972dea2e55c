import { z } from 'zod';
import { subgraphNames, type SubgraphName } from '../auth/subgraph-names.js';
import { integer, loadConfig, onOff, port, readTogether, secret, url, type Environment } from '../config/config.js';
import type { MakeSubgraph, SubgraphFactory } from '../graphql/subgraph-factory.js';
import { processSettingsFrom, type ProcessSettings } from './process-config.js';
import type { StoreSettings } from './stores.js';

const storeFields = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://svc_tenders:password@127.0.0.1:5432/hub'),
  DATABASE_POOL_SIZE: integer({ min: 1, max: 200 }).default(10),
  DATABASE_PREPARED_STATEMENTS: onOff().default(true),
  DATABASE_CONNECT_TIMEOUT_MS: integer({ min: 100, max: 60_000 }).default(1_000),
  MONGODB_URL: url(['mongodb:', 'mongodb+srv:'], 'mongodb://127.0.0.1:27017/tender_insight_hub'),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional(),
});

/**
 * Where the stores are, from the environment.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function storeSettingsFrom(env: Environment): StoreSettings {
  const config = loadConfig(storeFields, env);
  return {
    databaseUrl: config.DATABASE_URL,
    mongodbUrl: config.MONGODB_URL,
    redisUrl: config.REDIS_URL ?? null,
    poolSizeMax: config.DATABASE_POOL_SIZE,
    preparesStatements: config.DATABASE_PREPARED_STATEMENTS,
    connectTimeoutMs: config.DATABASE_CONNECT_TIMEOUT_MS,
  };
}

/** Where a subgraph's own process listens. */
interface ListenSettings {
  readonly host: string;
  readonly port: number | null;
}

const listenFields = z.object({ HOST: z.string().default('127.0.0.1'), PORT: port().optional() });

function listenSettingsFrom(env: Environment): ListenSettings {
  const config = loadConfig(listenFields, env);
  return { host: config.HOST, port: config.PORT ?? null };
}

/** The secret that the gateway and one subgraph share. */
function internalSecretFrom(env: Environment, name: SubgraphName): Uint8Array {
  const variable = `INTERNAL_SECRET_${name.toUpperCase()}`;
  const config = loadConfig(z.object({ [variable]: secret() }), env);
  return new TextEncoder().encode(String(config[variable]));
}

/** All settings of a process that runs one subgraph. */
export interface SubgraphProcessSettings extends ProcessSettings {
  readonly stores: StoreSettings;
  readonly host: string;
  /** PORT, else 4001 to 4005 in the order of the names in the supergraph. */
  readonly port: number;
  readonly internalSecret: Uint8Array;
  /** Makes the subgraph, with the settings that only it has. */
  readonly make: MakeSubgraph;
}

/**
 * Reads everything that the process of one subgraph needs.
 * @throws ConfigError listing every variable that is missing or wrong, those of the subgraph's own among them.
 */
export function subgraphProcessSettingsFrom(
  name: SubgraphName,
  create: SubgraphFactory,
  env: Environment,
): SubgraphProcessSettings {
  return readTogether((read) => {
    const ofProcess = read(processSettingsFrom);
    const stores = read(storeSettingsFrom);
    const listen = read(listenSettingsFrom);
    const internalSecret = read((variables) => internalSecretFrom(variables, name));
    const make = read(create);
    return () => ({
      ...ofProcess(),
      stores: stores(),
      host: listen().host,
      port: listen().port ?? 4001 + subgraphNames.indexOf(name),
      internalSecret: internalSecret(),
      make: make(),
    });
  }, env);
}
