import type { ReadinessResolvers } from '../../../types.generated.js';

export const Readiness: ReadinessResolvers = {
  scoreRange: ({ scoreMin, scoreMax }) => ({ min: scoreMin, max: scoreMax }),
};
