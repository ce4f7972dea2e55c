import type { EntryConnectionResolvers } from '../../../types.generated.js';

export const EntryConnection: EntryConnectionResolvers = {
  statusCounts: ({ statusCounts }) => statusCounts(),
};
