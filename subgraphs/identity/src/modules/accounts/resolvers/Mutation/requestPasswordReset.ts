import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestPasswordResetInput } from '../../account-input.js';
import { requestPasswordReset as reset } from '../../password-reset.service.js';

export const requestPasswordReset: NonNullable<MutationResolvers['requestPasswordReset']> = mutation(
  requestPasswordResetInput,
  reset,
);
