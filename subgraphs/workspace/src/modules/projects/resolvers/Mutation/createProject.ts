import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { createProjectInput } from '../../project-input.js';
import { createProject as run } from '../../project.service.js';

export const createProject: NonNullable<MutationResolvers['createProject']> = mutation(createProjectInput, run);
