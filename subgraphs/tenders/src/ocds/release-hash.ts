import { hash } from 'node:crypto';
import type { Json, JsonObject } from './json.js';

const depthMax = 100;

/** The value is nested more deeply than any release has reason to be. */
export class NestingError extends Error {
  override readonly name = 'NestingError';
}

/**
 * SHA-256 of what a release says: key order, white space and number spelling do not count, so that the same release
 * met in two packages is the same and an edit behind an unchanged id is not.
 *
 * @throws NestingError beyond 100 levels.
 */
export function contentHash(value: Json): Buffer {
  return hash('sha256', canonicalJson(value), 'buffer');
}

/** JSON text with sorted keys and no white space. @throws NestingError beyond 100 levels. */
export function canonicalJson(value: Json, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth > depthMax) throw new NestingError(`Nested more than ${depthMax} levels deep.`);
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry, depth + 1)).join(',')}]`;
  let text = '';
  for (const key of sortedKeys(value)) {
    const entry = value[key];
    if (entry === undefined) continue;
    text += `${text === '' ? '' : ','}${quotedKey(key)}${canonicalJson(entry, depth + 1)}`;
  }
  return `{${text}}`;
}

function sortedKeys(value: JsonObject): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index] ?? '') < (keys[index - 1] ?? '')) return keys.sort();
  }
  return keys;
}

const quotedKeys = new Map<string, string>();
const quotedKeysMax = 10_000;
const quotedKeyLengthMax = 100;

// The same few keys occur in every release of a publisher.
function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(key)}:`;
  if (quotedKeys.size < quotedKeysMax && key.length <= quotedKeyLengthMax) quotedKeys.set(key, quoted);
  return quoted;
}
