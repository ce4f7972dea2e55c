import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { restoreProjectInput } from '../../project-input.js';
import { restoreProject as run } from '../../bin-project.service.js';

export const restoreProject: NonNullable<MutationResolvers['restoreProject']> = mutation(restoreProjectInput, run);
