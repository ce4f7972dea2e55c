import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createActivityInput } from '../../activity-input.js';
import { createActivity as run } from '../../activity.service.js';

export const createActivity: NonNullable<MutationResolvers['createActivity']> = mutation(createActivityInput, run);
