import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateAccountInput } from '../../account-input.js';
import { updateAccount as run } from '../../account.service.js';

export const updateAccount: NonNullable<MutationResolvers['updateAccount']> = mutation(updateAccountInput, run);
