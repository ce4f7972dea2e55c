import type { TenderConnectionResolvers } from '../../../types.generated.js';
import { readSearchQuota } from '../search-quota.service.js';

export const TenderConnection: Pick<TenderConnectionResolvers, 'quota'> = {
  quota: (_search, _args, context) => readSearchQuota(context),
};
