import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { updateBillingContact as update } from '../../billing.service.js';
import { updateBillingContactInput } from '../../settings-input.js';

export const updateBillingContact: NonNullable<MutationResolvers['updateBillingContact']> = mutation(
  updateBillingContactInput,
  update,
);
