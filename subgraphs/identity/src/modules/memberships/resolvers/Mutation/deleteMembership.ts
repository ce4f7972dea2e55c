import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { memberIdInput } from '../../membership-input.js';
import { deleteMembership as run } from '../../membership.service.js';

export const deleteMembership: NonNullable<MutationResolvers['deleteMembership']> = mutation(memberIdInput, run);
