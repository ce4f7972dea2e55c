import type { PreferenceGoalResolvers } from '../../../types.generated.js';

export const PreferenceGoal: PreferenceGoalResolvers = {
  text: ({ goal }) => goal,
  source: ({ span }) => span,
};
