import { encodeId } from '@hub/runtime/graphql';

/** A member by its row's id; the identity subgraph fills in the rest. */
export function memberReference(id: string | null): { id: string } | null {
  return id === null ? null : { id: encodeId('Member', id) };
}
