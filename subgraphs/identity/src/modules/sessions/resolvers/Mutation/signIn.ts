import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { signInInput } from '../../session-input.js';
import { signIn as run } from '../../session.service.js';

export const signIn: NonNullable<MutationResolvers['signIn']> = mutation(signInInput, run);
