import { decodeIdOrNull } from './global-id.js';

/**
 * The `__resolveReference` of an entity: finds a row by its UUID, which the gateway sends inside a global id. Null for an
 * id that is malformed, of another type, or names nothing, so that a stranger learns nothing from the difference.
 */
export function referenceTo<Context, Entity>(
  typeName: string,
  find: (row: string, context: Context) => Entity,
): (reference: { readonly id: string }, context: Context) => Entity | null {
  return ({ id }, context) => {
    const row = decodeIdOrNull(typeName, id);
    return row === null ? null : find(row, context);
  };
}
