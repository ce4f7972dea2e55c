import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { planProjectInput } from '../../task-input.js';
import { planProject as run } from '../../plan-project.service.js';

export const planProject: NonNullable<MutationResolvers['planProject']> = mutation(planProjectInput, run);
