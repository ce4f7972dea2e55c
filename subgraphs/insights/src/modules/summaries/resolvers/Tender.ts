import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { TenderResolvers } from '../../../types.generated.js';

export const Tender: Pick<TenderResolvers, 'id' | 'summary' | '__resolveReference'> = {
  // Whether there is such a tender is the owner's to say; here an id that names none has no insights.
  __resolveReference: referenceTo('Tender', (row) => ({ id: row })),
  id: ({ id }) => encodeId('Tender', id),
  summary: ({ id }, _args, { loaders }) => loaders.summary.load(id),
};
