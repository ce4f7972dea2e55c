import { signingKeyText } from '@hub/runtime/auth';
import { loadConfig, type Environment } from '@hub/runtime/config';
import { z } from 'zod';

const fields = z.object({ IDENTITY_SIGNING_KEY: signingKeyText() });

/**
 * Settings that only identity has: IDENTITY_SIGNING_KEY signs access tokens.
 * @throws ConfigError when it is missing or no such key.
 */
export function identitySettingsFrom(env: Environment): { readonly signingKey: string } {
  return { signingKey: loadConfig(fields, env).IDENTITY_SIGNING_KEY };
}
