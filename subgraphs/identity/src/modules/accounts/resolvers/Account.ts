import type { AccountResolvers } from '../../../types.generated.js';
import { privateAccount } from '../account.service.js';

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
  private: ({ id }, _args, context) => privateAccount(context, id),
};
