import { createHash } from 'node:crypto';
import { z } from 'zod';
import { HubError } from '../errors/errors.js';

/** A key of AES-256 and the name by which stored texts refer to it. */
export interface FieldKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

const keyBytes = 32;
const idShape = /^[a-z0-9][a-z0-9-]{0,31}$/u;

/**
 * Reads keys from the text of `FIELD_ENCRYPTION_KEY`: 32 bytes as base64, or several separated by commas, each with or
 * without a name before a colon (`2027:base64`). The first one encrypts, all of them decrypt: to change the key, put the
 * new one in front. A key without a name is named by its fingerprint, so that naming it is never forgotten.
 *
 * @throws HubError `CONFIGURATION_INVALID` when there is no key, one is not 32 bytes long, or two have one name. The
 * text itself is never shown.
 */
export function readFieldKeys(text: string): readonly [FieldKey, ...FieldKey[]] {
  const [first, ...others] = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readKey);
  if (first === undefined) throw invalid('holds no key');
  const ids = [first, ...others].map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw invalid('names two keys alike');
  return [first, ...others];
}

/** The setting `FIELD_ENCRYPTION_KEY`, for {@link loadConfig}. */
export function fieldKeys(): z.ZodType<readonly [FieldKey, ...FieldKey[]]> {
  return z
    .string()
    .transform((text, context) => {
      try {
        return readFieldKeys(text);
      } catch (error) {
        const problem = error instanceof Error ? error.message : 'holds no key';
        context.addIssue(problem.replace(/^FIELD_ENCRYPTION_KEY /u, ''));
        return z.NEVER;
      }
    })
    .meta({ example: '32 bytes as base64' });
}

function readKey(part: string): FieldKey {
  const colon = part.indexOf(':');
  const text = part.slice(colon + 1);
  const bytes = Buffer.from(text, 'base64');
  const isWhole =
    bytes.length === keyBytes &&
    unpadded(bytes.toString('base64')) === unpadded(text.replaceAll('-', '+').replaceAll('_', '/'));
  if (!isWhole) throw invalid('holds a key that is not 32 bytes of base64');
  const id = colon < 0 ? createHash('sha256').update(bytes).digest('hex').slice(0, 8) : part.slice(0, colon);
  if (!idShape.test(id)) throw invalid('holds a key with a malformed name');
  return { id, bytes };
}

function unpadded(text: string): string {
  return text.replace(/=+$/u, '');
}

function invalid(problem: string): HubError {
  return new HubError(
    'CONFIGURATION_INVALID',
    `FIELD_ENCRYPTION_KEY ${problem}. Make one with: openssl rand -base64 32`,
  );
}
