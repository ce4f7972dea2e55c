import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateTaskInput } from '../../task-input.js';
import { updateTask as run } from '../../update-task.service.js';

export const updateTask: NonNullable<MutationResolvers['updateTask']> = mutation(updateTaskInput, run);
