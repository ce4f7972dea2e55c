import type { PrivateAccountResolvers } from '../../../types.generated.js';
import { openPhone } from '../private-account.js';

export const PrivateAccount: PrivateAccountResolvers = {
  phone: ({ id, phoneEncrypted }, _args, { cipher }) => openPhone(cipher, phoneEncrypted, id),
};
