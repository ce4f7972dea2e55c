import { createHash, randomBytes } from 'node:crypto';

/** Where a refresh token's session is, and what proves it. */
export interface RefreshToken {
  readonly teamId: string;
  readonly sessionId: string;
  /** SHA-256 of the whole token: what is stored and compared. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

const shape = /^hubr_[A-Za-z0-9_-]{86}$/;

/** A new token for a session: the ids that find its row, and 256 random bits. */
export function newRefreshToken(teamId: string, sessionId: string): { text: string; hash: Uint8Array<ArrayBuffer> } {
  const body = Buffer.concat([bytesOf(teamId), bytesOf(sessionId), randomBytes(32)]).toString('base64url');
  const text = `hubr_${body}`;
  return { text, hash: hashOf(text) };
}

/** Reads a token's ids; null when the text is not shaped like one of ours. */
export function readRefreshToken(text: string): RefreshToken | null {
  if (!shape.test(text)) return null;
  const bytes = Buffer.from(text.slice('hubr_'.length), 'base64url');
  return { teamId: uuidOf(bytes.subarray(0, 16)), sessionId: uuidOf(bytes.subarray(16, 32)), hash: hashOf(text) };
}

function hashOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
