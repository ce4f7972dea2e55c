import { createHash, createHmac, randomBytes } from 'node:crypto';
import { bytesOfUuid, uuidOfBytes } from '@hub/runtime/values';

/** Where a refresh token's session is, and what proves it. */
export interface RefreshToken {
  readonly text: string;
  readonly teamId: string;
  readonly sessionId: string;
  /** SHA-256 of the whole token: what is stored and compared. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

const shape = /^hubr_[A-Za-z0-9_-]{86}$/;
const idBytes = 32;
/** Refreshing every quarter of an hour, about ten days. */
const successorsMax = 1_000;

/** The first token of a session: the ids that find its row, and 256 random bits. */
export function firstRefreshToken(teamId: string, sessionId: string): RefreshToken {
  return tokenOf(Buffer.concat([bytesOfUuid(teamId), bytesOfUuid(sessionId), randomBytes(32)]));
}

/**
 * The token that a token is exchanged for. Made of it with a secret, so that two exchanges at the same moment give one
 * and the same successor, though only its hash is stored.
 */
export function successorOf(token: RefreshToken, secret: Uint8Array): RefreshToken {
  const body = bodyOf(token.text);
  return tokenOf(Buffer.concat([body.subarray(0, idBytes), createHmac('sha256', secret).update(body).digest()]));
}

/** True when the hash is of a token that came from this one, however many exchanges later. */
export function isAncestor(token: RefreshToken, hash: Uint8Array, secret: Uint8Array): boolean {
  let current = token;
  for (let count = 0; count < successorsMax; count += 1) {
    current = successorOf(current, secret);
    if (Buffer.compare(current.hash, hash) === 0) return true;
  }
  return false;
}

/** Reads a token's ids; null when the text is not shaped like one of ours. */
export function readRefreshToken(text: string): RefreshToken | null {
  return shape.test(text) ? tokenOf(bodyOf(text)) : null;
}

function tokenOf(body: Buffer): RefreshToken {
  const text = `hubr_${body.toString('base64url')}`;
  const hash = new Uint8Array(createHash('sha256').update(text).digest());
  return { text, teamId: uuidOfBytes(body.subarray(0, 16)), sessionId: uuidOfBytes(body.subarray(16, idBytes)), hash };
}

function bodyOf(text: string): Buffer {
  return Buffer.from(text.slice('hubr_'.length), 'base64url');
}
