import type { TenderVersionResolvers } from '../../../types.generated.js';

export const TenderVersion: TenderVersionResolvers = {
  releaseKey: ({ releaseId }) => releaseId,
  isReleaseKeyDerived: ({ isIdDerived }) => isIdDerived,
  tender: ({ tenderId }, _args, { loaders }) => loaders.tender.load(tenderId),
  acknowledgement: (version, _args, { loaders }) => loaders.acknowledgement.load(version),
};
