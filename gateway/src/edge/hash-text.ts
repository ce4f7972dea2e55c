import { hash } from 'node:crypto';

/** The SHA-256 of a text in hexadecimal digits, as persisted operations name it. */
export function hashOf(text: string): string {
  return hash('sha256', text, 'hex');
}
