import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteTaskInput } from '../../task-input.js';
import { deleteTask as run } from '../../update-task.service.js';

export const deleteTask: NonNullable<MutationResolvers['deleteTask']> = mutation(deleteTaskInput, run);
