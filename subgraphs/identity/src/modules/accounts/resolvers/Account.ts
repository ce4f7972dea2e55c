import type { AccountResolvers } from '../../../types.generated.js';
import { privateAccount } from '../account.service.js';
import { avatarUrlOf } from '../avatar.js';

export const Account: Pick<
  AccountResolvers,
  | 'avatarUrl'
  | 'createdAt'
  | 'firstName'
  | 'isActive'
  | 'lastName'
  | 'private'
  | 'title'
  | 'updatedAt'
  | 'version'
  | '__resolveReference'
> = {
  avatarUrl: (account, _args, context) => avatarUrlOf(account, context),
  private: ({ id }, _args, context) => privateAccount(context, id),
};
