import type { DeleteTenderOverrideSuccessResolvers } from '../../../types.generated.js';

export const DeleteTenderOverrideSuccess: DeleteTenderOverrideSuccessResolvers = {
  tender: ({ tenderId }, _args, { loaders }) => loaders.tender.load(tenderId),
};
