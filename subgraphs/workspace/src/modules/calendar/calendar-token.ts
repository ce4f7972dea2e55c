import { createHash, randomBytes } from 'node:crypto';
import { bytesOfUuid, uuidOfBytes } from '@hub/runtime/values';

const prefix = 'hubc_';
const teamBytes = 16;
const secretBytes = 32;
const shape = /^hubc_[\w-]{64}$/u;

/** The secret part of the address of a calendar. It names the team, and only its hash is kept. */
export function newCalendarToken(teamId: string): string {
  return prefix + Buffer.concat([bytesOfUuid(teamId), randomBytes(secretBytes)]).toString('base64url');
}

/** The team that a token names; null for what is no token. */
export function teamOfToken(token: string): string | null {
  if (!shape.test(token)) return null;
  return uuidOfBytes(Buffer.from(token.slice(prefix.length), 'base64url').subarray(0, teamBytes));
}

/** What is kept of a token. */
export function hashOfToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

/** Where calendar programs read it. */
export function calendarPath(token: string): string {
  return `/calendar/${token}.ics`;
}
