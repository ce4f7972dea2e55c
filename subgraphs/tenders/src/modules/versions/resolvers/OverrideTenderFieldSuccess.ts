import type { OverrideTenderFieldSuccessResolvers } from '../../../types.generated.js';

export const OverrideTenderFieldSuccess: OverrideTenderFieldSuccessResolvers = {
  tender: ({ override }, _args, { loaders }) => loaders.tender.load(override.tenderId),
};
