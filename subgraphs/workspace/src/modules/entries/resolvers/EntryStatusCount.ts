import type { EntryStatusCountResolvers } from '../../../types.generated.js';
import { statusOf } from '../enums.js';

export const EntryStatusCount: EntryStatusCountResolvers = {
  status: ({ status }) => statusOf(status),
};
