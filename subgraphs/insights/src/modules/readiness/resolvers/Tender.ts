import type { TenderResolvers } from '../../../types.generated.js';

export const Tender: Pick<TenderResolvers, 'readiness' | '__resolveReference'> = {
  readiness: ({ id }, _args, { loaders }) => loaders.readiness.load(id),
};
