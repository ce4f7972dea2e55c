import type { QueryResolvers } from '../../../../types.generated.js';

export const sourceHealth: NonNullable<QueryResolvers['sourceHealth']> = async (_parent, _args, { loaders }) =>
  (await loaders.sources.load('all')) ?? [];
