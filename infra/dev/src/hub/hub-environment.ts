import { join } from 'node:path';
import type { Environment } from '@hub/runtime/config';
import { developmentSecrets } from '../secrets.js';
import type { Stores } from '../stores/start-stores.js';

/** What the product reads from its environment in development: stores, secrets, and the caller's own settings first. */
export function hubEnvironment({
  root,
  profile,
  stores,
  env,
}: {
  readonly root: string;
  readonly profile: string;
  readonly stores: Stores;
  readonly env: Environment;
}): Environment {
  const { REDIS_URL: _, ...rest } = env;
  return {
    HUB_ENVIRONMENT: 'development',
    GATEWAY_HOST: '127.0.0.1',
    FILES_FOLDER: join(root, '.data', profile, 'files'),
    MAIL_OUTBOX_FOLDER: join(root, '.data', profile, 'outbox'),
    ...rest,
    ...developmentSecrets({ root, profile, env }),
    DATABASE_URL: stores.postgres.url,
    MONGODB_URL: stores.mongodb.url,
    // Absent rather than empty: an empty address is a wrong one.
    ...(stores.redis.url === null ? {} : { REDIS_URL: stores.redis.url }),
  };
}
