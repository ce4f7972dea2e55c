import { FieldDecryptionError, placeOfContact, type FieldCipher } from '@hub/runtime/encryption';
import { z } from 'zod';

const contact = z.object({ email: z.string().nullable(), phone: z.string().nullable() });

/** How buyers reach the company. */
export type ProfileContact = z.output<typeof contact>;

const unstated: ProfileContact = { email: null, phone: null };

/** Encrypts contact data for one team; null where none is stated. */
export function sealContact(cipher: FieldCipher, value: ProfileContact, teamId: string): string | null {
  if (value.email === null && value.phone === null) return null;
  return cipher.encrypt(JSON.stringify(value), placeOfContact({ teamId }));
}

/** @throws FieldDecryptionError when it was encrypted for another team or with a key that is gone. */
export function openContact(cipher: FieldCipher, stored: string | null, teamId: string): ProfileContact {
  return stored === null ? unstated : contact.parse(JSON.parse(cipher.decrypt(stored, placeOfContact({ teamId }))));
}

/** {@link openContact}; null when it cannot be decrypted. */
export function readableContact(cipher: FieldCipher, stored: string | null, teamId: string): ProfileContact | null {
  try {
    return openContact(cipher, stored, teamId);
  } catch (error) {
    if (error instanceof FieldDecryptionError) return null;
    throw error;
  }
}
