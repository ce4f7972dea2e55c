import { digestOf, encodePartId } from '@hub/runtime/graphql';

/** The id that clients see of a part of a tender: of the tender's row and the keys that tell the part from others. */
export function idOfPart(typeName: string, tenderId: string, ...keys: readonly string[]): string {
  return encodePartId(typeName, { row: tenderId, part: digestOf(...keys) });
}
