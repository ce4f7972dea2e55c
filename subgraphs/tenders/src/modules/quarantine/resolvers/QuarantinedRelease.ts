import type { QuarantinedReleaseResolvers } from '../../../types.generated.js';
import { excerptOf } from '../quarantine.service.js';

export const QuarantinedRelease: QuarantinedReleaseResolvers = {
  excerpt: excerptOf,
  releaseKey: ({ releaseId }) => releaseId,
};
