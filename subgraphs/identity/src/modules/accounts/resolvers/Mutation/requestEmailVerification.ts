import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestEmailVerificationInput } from '../../account-input.js';
import { requestEmailVerification as run } from '../../email.service.js';

export const requestEmailVerification: NonNullable<MutationResolvers['requestEmailVerification']> = mutation(
  requestEmailVerificationInput,
  run,
);
