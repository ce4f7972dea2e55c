import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { editTasksInput } from '../../task-input.js';
import { editTasks as run } from '../../update-task.service.js';

export const editTasks: NonNullable<MutationResolvers['editTasks']> = mutation(editTasksInput, run);
