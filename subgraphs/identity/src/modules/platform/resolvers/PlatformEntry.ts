import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { PlatformEntryResolvers } from '../../../types.generated.js';

export const PlatformEntry: PlatformEntryResolvers = {
  __resolveReference: referenceTo('PlatformEntry', (row, { loaders }: Context) => loaders.platformEntry.load(row)),
  id: ({ id }) => encodeId('PlatformEntry', id),
};
