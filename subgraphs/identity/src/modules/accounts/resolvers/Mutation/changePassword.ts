import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { changePasswordInput } from '../../account-input.js';
import { changePassword as run } from '../../password-change.service.js';

export const changePassword: NonNullable<MutationResolvers['changePassword']> = mutation(changePasswordInput, run);
