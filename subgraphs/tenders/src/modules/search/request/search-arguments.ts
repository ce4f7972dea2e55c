import { decodeId } from '@hub/runtime/graphql';

/** A search as a client writes it: with ids of the API, and null wherever something may be left out. */
export interface SearchArguments {
  readonly filter?: { readonly buyerIds?: readonly string[] | null | undefined } | null | undefined;
}

/** What `searchTenders` takes. @throws HubError `BAD_USER_INPUT` for an id that is none of a buyer. */
export function searchInputOf({ filter, ...rest }: SearchArguments): object {
  const buyerIds = filter?.buyerIds?.map((id) => decodeId('Buyer', id));
  return { ...rest, filter: { ...filter, buyerIds } };
}
