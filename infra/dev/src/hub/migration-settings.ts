import { loadConfig, onOff, type Environment } from '@hub/runtime/config';
import { z } from 'zod';

const fields = z.object({ MIGRATE_CONTRACTIONS: onOff().default(false) });

/**
 * Whether migrations may take away what only older releases use while services are connected: `MIGRATE_CONTRACTIONS`, `on`
 * when all of them are of the release before this one or newer.
 *
 * @throws ConfigError when it is another word.
 */
export function contractsBesideServicesFrom(env: Environment): boolean {
  return loadConfig(fields, env).MIGRATE_CONTRACTIONS;
}
