import { FieldDecryptionError, placeOfPhone, type FieldCipher } from '@hub/runtime/encryption';

/** Encrypts a telephone number for one account; null for none. */
export function sealPhone(cipher: FieldCipher, phone: string | null, accountId: string): string | null {
  return phone === null ? null : cipher.encrypt(phone, placeOfPhone({ id: accountId }));
}

/** The telephone number of an account in the clear; null for none, and for one whose key is gone. */
export function openPhone(cipher: FieldCipher, stored: string | null, accountId: string): string | null {
  if (stored === null) return null;
  try {
    return cipher.decrypt(stored, placeOfPhone({ id: accountId }));
  } catch (error) {
    if (error instanceof FieldDecryptionError) return null;
    throw error;
  }
}
