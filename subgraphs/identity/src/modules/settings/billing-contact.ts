import { placeOfBilling, type FieldCipher } from '@hub/runtime/encryption';
import { z } from 'zod';

const stored = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  vatNumber: z.string().nullable(),
  purchaseOrderNumber: z.string().nullable(),
});

/** Whom invoices of a team go to. */
export type BillingContact = z.output<typeof stored>;

/** Encrypts a billing contact for one team. */
export function sealBilling(cipher: FieldCipher, contact: BillingContact, teamId: string): string {
  return cipher.encrypt(JSON.stringify(contact), placeOfBilling({ teamId }));
}

/** @throws FieldDecryptionError when it was encrypted for another team or with a key that is gone. */
export function openBilling(cipher: FieldCipher, text: string | null, teamId: string): BillingContact | null {
  return text === null ? null : stored.parse(JSON.parse(cipher.decrypt(text, placeOfBilling({ teamId }))));
}
