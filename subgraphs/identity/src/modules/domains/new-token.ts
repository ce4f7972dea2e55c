import { randomBytes } from 'node:crypto';

/** What a team publishes, so that nobody else can name the domain: 256 bits by chance. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
