import { can, type PermissionMap } from '@hub/runtime/graphql';

/** THE table: coordinate -> rule. A type, root field or entity that is missing stops the boot. */
export const permissions: PermissionMap = {
  Query: {
    tendersByProvince: can('analytics:read'),
    spendByBuyer: can('analytics:read'),
  },
  TendersByProvince: 'inherit',
  ProvinceTenders: 'inherit',
  SpendByBuyer: 'inherit',
  BuyerSpend: 'inherit',
  Buyer: 'inherit',
  Money: 'inherit',
  FigureExclusion: 'inherit',
};
