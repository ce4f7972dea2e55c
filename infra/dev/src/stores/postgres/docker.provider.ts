import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { dockerProvider } from '../shared/docker-provider.js';
import { databaseName, postgresVersion } from './postgres-probe.js';

const readyTimeoutMs = 60_000;
const password = randomBytes(24).toString('base64url');

/** Postgres 18 in a container. */
export const postgresDockerProvider = dockerProvider('postgres', {
  image: 'postgres:18.1-alpine',
  port: 5432,
  environment: { POSTGRES_PASSWORD: password, POSTGRES_DB: databaseName },
  command: ['postgres', '-c', 'max_connections=200', '-c', 'shared_preload_libraries=pg_stat_statements'],
  url: (host, port) => `postgres://postgres:${password}@${host}:${port}/${databaseName}`,
  // The image starts a server for its own set-up first, so an open port does not mean ready.
  prepare: async (url) => {
    const deadline = Date.now() + readyTimeoutMs;
    for (;;) {
      try {
        await postgresVersion(url);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(200);
      }
    }
  },
});
