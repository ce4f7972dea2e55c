import { z } from 'zod';
import { FieldDecryptionError, type FieldCipher } from '../encryption/encryption.js';

/** Whose mails a link stops, and which. */
export interface Unsubscribing {
  readonly teamId: string;
  readonly accountId: string;
  /** Null for all types. */
  readonly type: string | null;
}

const place = 'notifications:unsubscribe';
const content = z.object({ teamId: z.guid(), accountId: z.guid(), type: z.string().max(40).nullable() });

/**
 * A token that stops mails of one type or all, and does nothing else: whoever has the mail may use it, signed in or not.
 * Encrypted and authenticated, so it neither tells who it is of nor can be made by anyone without the key. It ends with the key.
 */
export function unsubscribeToken(cipher: FieldCipher, { teamId, accountId, type }: Unsubscribing): string {
  return cipher.encrypt(JSON.stringify({ teamId, accountId, type }), place);
}

/** What a token stops; null for one that was changed, or made with a key that is gone. */
export function readUnsubscribeToken(cipher: FieldCipher, token: string): Unsubscribing | null {
  try {
    return content.parse(JSON.parse(cipher.decrypt(token, place)));
  } catch (error) {
    if (error instanceof FieldDecryptionError) return null;
    throw error;
  }
}

/** The page that a token opens. */
export function unsubscribeUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/unsubscribe?token=${encodeURIComponent(token)}`;
}
