import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { AccountResolvers } from '../../../types.generated.js';
import type { Context } from '../../../context.js';

export const Account: Pick<AccountResolvers, 'displayName' | 'email' | 'id' | '__resolveReference'> = {
  __resolveReference: referenceTo('Account', (row, { loaders }: Context) => loaders.account.load(row)),
  id: ({ id }) => encodeId('Account', id),
};
