import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { loadConfig, type Environment } from '../config/config.js';
import { HubError } from '../errors/errors.js';
import { fieldKeys, type FieldKey } from './field-keys.js';

/** Encrypts and decrypts single fields. */
export interface FieldCipher {
  /**
   * Encrypts a text for one place.
   *
   * @param place - names table, row and column, such as `tenders.team_source:<id>:credentials`. It is not stored, yet
   * needed to decrypt: a text copied into another row or column is worthless there.
   */
  encrypt(text: string, place: string): string;
  /**
   * The text that was encrypted for this place, with whichever of the known keys.
   * @throws FieldDecryptionError when it was changed, was encrypted for another place, or its key is not known.
   */
  decrypt(stored: string, place: string): string;
  /** What texts begin with that were encrypted with the newest key; null where there is no key. */
  readonly prefix: string | null;
  /** True when the text was encrypted with an older key and should be encrypted again. */
  isOutdated(stored: string): boolean;
}

/** A stored text cannot be decrypted. Says why without any part of the text. */
export class FieldDecryptionError extends Error {
  override readonly name = 'FieldDecryptionError';
}

// 96 random bits: what GCM is made for. A key may encrypt some four thousand million texts before two are likely alike.
const ivBytes = 12;
const tagBytes = 16;

const settings = z.object({ FIELD_ENCRYPTION_KEY: fieldKeys().optional() });

/** AES-256-GCM. The first key encrypts, all decrypt. Stored texts look like `v1.<key id>.<base64url>`. */
export function fieldCipher(keys: readonly [FieldKey, ...FieldKey[]]): FieldCipher {
  const [current] = keys;
  const byId = new Map(keys.map((key) => [key.id, key]));
  const prefix = `v1.${current.id}.`;
  return {
    prefix,
    encrypt(text, place) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${prefix}${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    decrypt(stored, place) {
      const { key, bytes } = takeApart(stored, byId);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch {
        throw new FieldDecryptionError('A stored field was changed, or was encrypted for another place.');
      }
    },
    isOutdated: (stored) => !stored.startsWith(prefix),
  };
}

function takeApart(stored: string, keys: ReadonlyMap<string, FieldKey>): { key: FieldKey; bytes: Buffer } {
  const [version, id = '', body = '', ...rest] = stored.split('.');
  const bytes = Buffer.from(body, 'base64url');
  if (version !== 'v1' || rest.length > 0 || bytes.length < ivBytes + tagBytes)
    throw new FieldDecryptionError('A stored field is not an encrypted text.');
  const key = keys.get(id);
  if (key === undefined)
    throw new FieldDecryptionError(
      `A stored field was encrypted with the key ${id}, which is not among the configured ones.`,
    );
  return { key, bytes };
}

/**
 * The cipher with the keys of the environment, for services that start without it: an absent key is an error only of
 * whoever needs one, who gets `CONFIGURATION_INVALID`.
 *
 * @throws ConfigError when `FIELD_ENCRYPTION_KEY` is malformed.
 */
export function fieldCipherFrom(env: Environment): FieldCipher {
  const { FIELD_ENCRYPTION_KEY: keys } = loadConfig(settings, env);
  if (keys !== undefined) return fieldCipher(keys);
  const refuse = (): never => {
    throw new HubError(
      'CONFIGURATION_INVALID',
      'FIELD_ENCRYPTION_KEY is missing: secrets cannot be stored or read without it.',
    );
  };
  return { prefix: null, encrypt: refuse, decrypt: refuse, isOutdated: refuse };
}
