import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { endSession as run } from '../../own-sessions.service.js';
import { endSessionInput } from '../../session-input.js';

export const endSession: NonNullable<MutationResolvers['endSession']> = mutation(endSessionInput, run);
