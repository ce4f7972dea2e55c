import { createHash, randomBytes } from 'node:crypto';

/** A code that is sent by mail, and the hash that is kept of it. */
export interface EmailCode {
  readonly text: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** 256 random bits. */
export function newEmailCode(): EmailCode {
  const text = `hubm_${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashOf(text) };
}

/** SHA-256 of a code, or of anything else that is only compared. */
export function hashOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
