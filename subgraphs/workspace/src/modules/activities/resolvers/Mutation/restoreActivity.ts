import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { restoreActivityInput } from '../../activity-input.js';
import { restoreActivity as run } from '../../update-activity.service.js';

export const restoreActivity: NonNullable<MutationResolvers['restoreActivity']> = mutation(restoreActivityInput, run);
