import { HubError } from '../errors/errors.js';
import { isUuid } from '../values/values.js';

const kindShape = /^[a-z][a-z0-9-]*$/u;

/**
 * The `_id` of a team's document: `<tenantId>:<kind>:<key>`. The same parts always give the same id, so a write that is
 * tried again finds itself; different parts never do.
 *
 * @throws {HubError} TENANT_CONTEXT_MISSING when the tenant is no lower-case UUID.
 * @throws {TypeError} for a malformed kind or an empty or overlong key, which is a mistake in the program.
 */
export function teamDocumentId({
  tenantId,
  kind,
  key,
}: {
  readonly tenantId: string;
  readonly kind: string;
  readonly key: string;
}): string {
  if (!isUuid(tenantId)) throw new HubError('TENANT_CONTEXT_MISSING', 'A document needs a team.');
  if (!kindShape.test(kind))
    throw new TypeError(`"${kind}" is not a document kind: lower case letters, digits and hyphens.`);
  return `${tenantId}:${kind}:${escapePart(key)}`;
}

/**
 * The `_id` of a public document: `<sourceId>:<part>:<part>...`, for example source, ocid and release id.
 *
 * @throws {TypeError} for no parts, or an empty or overlong one.
 */
export function publicDocumentId(sourceId: string, ...parts: readonly [string, ...string[]]): string {
  return [sourceId, ...parts].map(escapePart).join(':');
}

/** Escapes the separator, so that `a:b` + `c` and `a` + `b:c` stay two ids; other characters stay readable. */
function escapePart(part: string): string {
  if (part === '' || part.length > 400) throw new TypeError('A part of a document id has 1 to 400 characters.');
  return part.replaceAll(
    /[%:\s\p{C}]/gu,
    (character) => `%${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')};`,
  );
}

/** Which ids are behind one. Those of a team begin with it and a colon, so the walk ends where the next team begins. */
export function idsBehind(tenantId: string | undefined, after: string | null): { $gt: string; $lt?: string } {
  return tenantId === undefined ? { $gt: after ?? '' } : { $gt: after ?? `${tenantId}:`, $lt: `${tenantId};` };
}
