import { encodePartId } from '@hub/runtime/graphql';
import type { TenderVersionResolvers } from '../../../types.generated.js';

export const TenderVersion: TenderVersionResolvers = {
  id: ({ tenderId, version }) => encodePartId('TenderVersion', { row: tenderId, part: String(version) }),
  releaseKey: ({ releaseId }) => releaseId,
  isReleaseKeyDerived: ({ isIdDerived }) => isIdDerived,
  tender: ({ tenderId }, _args, { loaders }) => loaders.tender.load(tenderId),
  acknowledgement: (version, _args, { loaders }) => loaders.acknowledgement.load(version),
};
