import { encodeId } from '@hub/runtime/graphql';
import type { AccountResolvers } from '../../../types.generated.js';

export const Account: AccountResolvers = {
  id: ({ id }) => encodeId('Account', id),
};
