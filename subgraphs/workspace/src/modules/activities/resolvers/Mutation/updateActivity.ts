import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateActivityInput } from '../../activity-input.js';
import { updateActivity as run } from '../../update-activity.service.js';

export const updateActivity: NonNullable<MutationResolvers['updateActivity']> = mutation(updateActivityInput, run);
