import { encodeId } from '@hub/runtime/graphql';

/** A member by the id of the membership; the identity subgraph fills in the rest. */
export function memberReference(id: string | null): { id: string } | null {
  return id === null ? null : { id: encodeId('Member', id) };
}
