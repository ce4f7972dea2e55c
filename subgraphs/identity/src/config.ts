import { signingKeyText } from '@hub/runtime/auth';
import { loadConfig, readTogether, type Environment } from '@hub/runtime/config';
import { fieldCipherFrom, type FieldCipher } from '@hub/runtime/encryption';
import { z } from 'zod';

const fields = z.object({ IDENTITY_SIGNING_KEY: signingKeyText() });

/** Settings that only identity has. */
export interface IdentitySettings {
  /** Signs access tokens. */
  readonly signingKey: string;
  /** Encrypts contact data. */
  readonly cipher: FieldCipher;
}

/**
 * Reads what the modules of this subgraph need beside its stores.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function identitySettingsFrom(env: Environment): IdentitySettings {
  return readTogether((read) => {
    const keys = read((from) => loadConfig(fields, from));
    const cipher = read(fieldCipherFrom);
    return () => ({ signingKey: keys().IDENTITY_SIGNING_KEY, cipher: cipher() });
  }, env);
}
