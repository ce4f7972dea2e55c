import type { TenderResolvers } from '../../../types.generated.js';

export const Tender: Pick<TenderResolvers, 'feedback' | '__resolveReference'> = {
  feedback: ({ id }, _args, { loaders }) => loaders.feedback.load(id),
};
