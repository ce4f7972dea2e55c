import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { refreshSessionInput } from '../../session-input.js';
import { refreshSession as run } from '../../session.service.js';

export const refreshSession: NonNullable<MutationResolvers['refreshSession']> = mutation(refreshSessionInput, run);
