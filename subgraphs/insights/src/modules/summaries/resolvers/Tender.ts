import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { TenderResolvers } from '../../../types.generated.js';
import { summaryOfOwn } from '../summary-of-own.js';

export const Tender: Pick<TenderResolvers, 'id' | 'summary' | '__resolveReference'> = {
  // Whether there is such a tender is the owner's to say; here an id that names none has no insights.
  __resolveReference: referenceTo('Tender', (row) => ({ id: row })),
  id: ({ id }) => encodeId('Tender', id),
  summary: async ({ id }, _args, { loaders, now }) => {
    const summary = await loaders.summary.load(id);
    if (summary !== null) return summary;
    // What is not public may be the team's own.
    const own = await loaders.ownTender.load(id);
    return own === null ? null : summaryOfOwn(own, now());
  },
};
