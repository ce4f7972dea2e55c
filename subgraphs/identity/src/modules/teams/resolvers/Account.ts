import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { AccountResolvers } from '../../../types.generated.js';
import type { Context } from '../../../context.js';

export const Account: AccountResolvers = {
  __resolveReference: referenceTo('Account', (row, { loaders }: Context) => loaders.account.load(row)),
  id: ({ id }) => encodeId('Account', id),
};
