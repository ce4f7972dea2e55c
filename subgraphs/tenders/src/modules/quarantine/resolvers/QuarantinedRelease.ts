import { encodeId } from '@hub/runtime/graphql';
import type { QuarantinedReleaseResolvers } from '../../../types.generated.js';
import { excerptOf } from '../quarantine.service.js';

export const QuarantinedRelease: QuarantinedReleaseResolvers = {
  id: ({ id }) => encodeId('QuarantinedRelease', id),
  excerpt: excerptOf,
  releaseKey: ({ releaseId }) => releaseId,
};
