import { z } from 'zod';
import { subgraphNames, type SubgraphName } from '../auth/subgraph-names.js';
import { integer, loadConfig, port, secret, url } from '../config/config.js';
import type { StoreSettings } from './stores.js';

const storeFields = {
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://hub@127.0.0.1:5432/tender_insight_hub'),
  DATABASE_ROLE_PASSWORD: secret(8).optional(),
  DATABASE_POOL_SIZE: integer({ min: 1, max: 200 }).default(10),
  DATABASE_CONNECT_TIMEOUT_MS: integer({ min: 100, max: 60_000 }).default(1_000),
  MONGODB_URL: url(['mongodb:', 'mongodb+srv:'], 'mongodb://127.0.0.1:27017/tender_insight_hub'),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional(),
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the stores are, from the environment.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function storeSettingsFrom(env: Environment): StoreSettings {
  const config = loadConfig(z.object(storeFields), env);
  return {
    databaseUrl: config.DATABASE_URL,
    databaseRolePassword: config.DATABASE_ROLE_PASSWORD ?? null,
    mongodbUrl: config.MONGODB_URL,
    redisUrl: config.REDIS_URL ?? null,
    poolSizeMax: config.DATABASE_POOL_SIZE,
    connectTimeoutMs: config.DATABASE_CONNECT_TIMEOUT_MS,
  };
}

/** Name of the variable that holds a subgraph's shared secret. */
export function internalSecretVariable(name: SubgraphName): string {
  return `INTERNAL_SECRET_${name.toUpperCase()}`;
}

/**
 * The secret that the gateway and one subgraph share.
 * @throws ConfigError when it is missing or shorter than 32 characters.
 */
export function internalSecretFrom(env: Environment, name: SubgraphName): Uint8Array {
  const variable = internalSecretVariable(name);
  const config = loadConfig(z.object({ [variable]: secret() }), env);
  return new TextEncoder().encode(String(config[variable]));
}

/**
 * The port a subgraph listens on; 4001 to 4005 in the order of their names in the supergraph.
 * @throws ConfigError when PORT is no port.
 */
export function subgraphPortFrom(env: Environment, name: SubgraphName): number {
  const config = loadConfig(z.object({ PORT: port().optional() }), env);
  return config.PORT ?? 4001 + subgraphNames.indexOf(name);
}
