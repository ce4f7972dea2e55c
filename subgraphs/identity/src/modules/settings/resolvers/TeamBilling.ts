import type { TeamBillingResolvers } from '../../../types.generated.js';
import { billingContactOf } from '../billing.service.js';

export const TeamBilling: TeamBillingResolvers = {
  contact: (billing, _args, context) => billingContactOf(context, billing),
};
