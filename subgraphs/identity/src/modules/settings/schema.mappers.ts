import type { TeamBilling } from './billing.service.js';

export type TeamBillingMapper = TeamBilling;
