import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { deactivateAccountInput } from '../../account-input.js';
import { deactivateAccount as run } from '../../activation.service.js';

export const deactivateAccount: NonNullable<MutationResolvers['deactivateAccount']> = mutation(
  deactivateAccountInput,
  run,
);
