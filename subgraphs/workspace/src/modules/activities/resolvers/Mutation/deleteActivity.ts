import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteActivityInput } from '../../activity-input.js';
import { deleteActivity as run } from '../../update-activity.service.js';

export const deleteActivity: NonNullable<MutationResolvers['deleteActivity']> = mutation(deleteActivityInput, run);
