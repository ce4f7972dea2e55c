import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createTaskInput } from '../../task-input.js';
import { createTask as run } from '../../task.service.js';

export const createTask: NonNullable<MutationResolvers['createTask']> = mutation(createTaskInput, run);
