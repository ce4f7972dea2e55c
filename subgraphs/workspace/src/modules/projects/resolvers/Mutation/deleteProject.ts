import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deleteProjectInput } from '../../project-input.js';
import { deleteProject as run } from '../../bin-project.service.js';

export const deleteProject: NonNullable<MutationResolvers['deleteProject']> = mutation(deleteProjectInput, run);
