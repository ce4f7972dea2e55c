import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { restoreTaskInput } from '../../task-input.js';
import { restoreTask as run } from '../../update-task.service.js';

export const restoreTask: NonNullable<MutationResolvers['restoreTask']> = mutation(restoreTaskInput, run);
