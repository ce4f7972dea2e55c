import type { FieldCipher } from '@hub/runtime/encryption';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { readableContact, sealContact, type ProfileContact } from './profile-contact.js';
import type { UpdateCompanyProfile } from './profile-input.js';

/** What contact data is stored after an update. */
interface ContactChange {
  readonly isChanged: boolean;
  readonly contactEncrypted: string | null;
}

interface StoredContact {
  readonly cipher: FieldCipher;
  readonly teamId: string;
  readonly stored: string | null;
}

/**
 * Decrypts nothing unless the update names contact data: a key that is lost must not keep a team from changing anything else.
 * What cannot be read any more is replaced as a whole.
 */
export function contactAfter(
  { cipher, teamId, stored }: StoredContact,
  { contactEmail, contactPhone }: UpdateCompanyProfile,
): ContactChange | InvalidInput {
  if (contactEmail === undefined && contactPhone === undefined) return { isChanged: false, contactEncrypted: stored };
  const before = readableContact(cipher, stored, teamId);
  const email = contactEmail === undefined ? before?.email : contactEmail;
  const phone = contactPhone === undefined ? before?.phone : contactPhone;
  if (email === undefined) return unreadable('contactEmail');
  if (phone === undefined) return unreadable('contactPhone');
  const after = { email, phone };
  if (before !== null && isSame(before, after)) return { isChanged: false, contactEncrypted: stored };
  return { isChanged: true, contactEncrypted: sealContact(cipher, after, teamId) };
}

function isSame(one: ProfileContact, other: ProfileContact): boolean {
  return one.email === other.email && one.phone === other.phone;
}

function unreadable(field: string): InvalidInput {
  return invalidField(
    field,
    'The stored contact data cannot be read any more. Send contactEmail and contactPhone together.',
    'REQUIRED',
  );
}
