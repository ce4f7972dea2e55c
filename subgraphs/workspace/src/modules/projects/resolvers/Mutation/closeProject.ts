import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { closeProjectInput } from '../../project-input.js';
import { closeProject as run } from '../../close-project.service.js';

export const closeProject: NonNullable<MutationResolvers['closeProject']> = mutation(closeProjectInput, run);
