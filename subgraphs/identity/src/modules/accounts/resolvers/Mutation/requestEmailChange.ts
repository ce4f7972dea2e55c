import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestEmailChangeInput } from '../../account-input.js';
import { requestEmailChange as run } from '../../email.service.js';

export const requestEmailChange: NonNullable<MutationResolvers['requestEmailChange']> = mutation(
  requestEmailChangeInput,
  run,
);
