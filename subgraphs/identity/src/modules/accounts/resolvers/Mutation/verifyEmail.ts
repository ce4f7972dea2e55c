import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { verifyEmailInput } from '../../account-input.js';
import { verifyEmail as run } from '../../email.service.js';

export const verifyEmail: NonNullable<MutationResolvers['verifyEmail']> = mutation(verifyEmailInput, run);
