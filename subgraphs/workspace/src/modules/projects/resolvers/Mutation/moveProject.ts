import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { moveProjectInput } from '../../project-input.js';
import { moveProject as run } from '../../move-project.service.js';

export const moveProject: NonNullable<MutationResolvers['moveProject']> = mutation(moveProjectInput, run);
