import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateProjectInput } from '../../project-input.js';
import { updateProject as run } from '../../project.service.js';

export const updateProject: NonNullable<MutationResolvers['updateProject']> = mutation(updateProjectInput, run);
