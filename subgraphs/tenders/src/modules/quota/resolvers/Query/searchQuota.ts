import type { QueryResolvers } from '../../../../types.generated.js';
import { readSearchQuota } from '../../search-quota.service.js';

export const searchQuota: NonNullable<QueryResolvers['searchQuota']> = (_parent, _args, context) =>
  readSearchQuota(context);
