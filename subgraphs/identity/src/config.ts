import { signingKeyText } from '@hub/runtime/auth';
import { integer, loadConfig, publicUrlFrom, readTogether, type Environment } from '@hub/runtime/config';
import { createTxtFinder, dnsServersFrom, type FindTxt } from '@hub/runtime/dns';
import { fieldCipherFrom, type FieldCipher } from '@hub/runtime/encryption';
import { filesFrom, type Files } from '@hub/runtime/files';
import { z } from 'zod';

const fields = z.object({
  IDENTITY_SIGNING_KEY: signingKeyText(),
  SESSION_IDLE_MINUTES: integer({ min: 5, max: 43_200, example: 480 }).optional(),
});

/** Settings that only identity has. */
export interface IdentitySettings {
  /** Signs access tokens. */
  readonly signingKey: string;
  /** Encrypts contact data. */
  readonly cipher: FieldCipher;
  /** Files and links to them, and the address that links begin with. */
  readonly files: Files & { readonly publicUrl: string };
  /** Minutes without use after which any session ends; null for no limit of the platform's. */
  readonly idleMinutes: number | null;
  /** Looks up what proves domains. */
  readonly findTxt: FindTxt;
}

/**
 * Reads what the modules of this subgraph need beside its stores.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function identitySettingsFrom(env: Environment): IdentitySettings {
  return readTogether((read) => {
    const own = read((from) => loadConfig(fields, from));
    const cipher = read(fieldCipherFrom);
    const files = read(filesFrom);
    const publicUrl = read(publicUrlFrom);
    const servers = read(dnsServersFrom);
    return () => {
      const { IDENTITY_SIGNING_KEY: signingKey, SESSION_IDLE_MINUTES: idleMinutes = null } = own();
      return {
        ...{ signingKey, cipher: cipher(), idleMinutes },
        files: { ...files(), publicUrl: publicUrl() },
        findTxt: createTxtFinder({ servers: servers() }),
      };
    };
  }, env);
}
