import type { PrivateAccountResolvers } from '../../../types.generated.js';
import { avatarUploadUrlOf } from '../avatar.js';
import { openPhone } from '../private-account.js';

export const PrivateAccount: PrivateAccountResolvers = {
  avatarUploadUrl: (account, _args, context) => avatarUploadUrlOf(account, context),
  phone: ({ id, phoneEncrypted }, _args, { cipher }) => openPhone(cipher, phoneEncrypted, id),
};
