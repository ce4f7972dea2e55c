import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { TenderResolvers } from '../../../types.generated.js';

export const Tender: TenderResolvers = {
  // Whether the tender exists is for its owner to say; here an id without an entry simply has none.
  __resolveReference: referenceTo('Tender', (row) => ({ id: row })),
  id: ({ id }) => encodeId('Tender', id),
  entry: ({ id }, _args, { loaders }) => loaders.entryByTender.load(id),
};
