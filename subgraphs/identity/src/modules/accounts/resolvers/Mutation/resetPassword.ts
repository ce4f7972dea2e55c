import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { resetPasswordInput } from '../../account-input.js';
import { resetPassword as reset } from '../../password-reset.service.js';

export const resetPassword: NonNullable<MutationResolvers['resetPassword']> = mutation(resetPasswordInput, reset);
