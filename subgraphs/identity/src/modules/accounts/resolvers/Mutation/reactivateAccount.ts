import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { reactivateAccountInput } from '../../account-input.js';
import { reactivateAccount as run } from '../../activation.service.js';

export const reactivateAccount: NonNullable<MutationResolvers['reactivateAccount']> = mutation(
  reactivateAccountInput,
  run,
);
