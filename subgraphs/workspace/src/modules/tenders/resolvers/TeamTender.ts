import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { TeamTenderResolvers } from '../../../types.generated.js';

export const TeamTender: TeamTenderResolvers = {
  // As for public tenders: whether it exists is for its owner to say.
  __resolveReference: referenceTo('TeamTender', (row) => ({ id: row })),
  id: ({ id }) => encodeId('TeamTender', id),
  entry: ({ id }, _args, { loaders }) => loaders.entryByTender.load(id),
};
