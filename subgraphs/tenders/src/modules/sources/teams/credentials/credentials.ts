import { placeOfCredentials, type FieldCipher } from '@hub/runtime/encryption';
import { z } from 'zod';

const text = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^[^\r\n\0]*$/u);

/** What a team gives us to be let in. */
export const credentials = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('API_KEY'), header: z.string().regex(/^[A-Za-z0-9-]{1,100}$/u), value: text }),
  z.object({ kind: z.literal('BEARER'), token: text }),
  z.object({ kind: z.literal('BASIC'), user: text, password: text }),
  z.object({
    kind: z.literal('OAUTH'),
    tokenUrl: z.url(),
    clientId: text,
    clientSecret: text.nullable(),
    refreshToken: text,
    /** The token in use, and until when; null before the first refresh. */
    accessToken: text.nullable(),
    accessUntil: z.iso.datetime().nullable(),
  }),
]);

export type Credentials = z.output<typeof credentials>;
export type OAuthCredentials = Extract<Credentials, { kind: 'OAUTH' }>;

/** Encrypts credentials for one row: copied to another one they are worthless. */
export function sealCredentials(cipher: FieldCipher, value: Credentials, row: { teamId: string; id: string }): string {
  return cipher.encrypt(JSON.stringify(value), placeOfCredentials(row));
}

/** @throws FieldDecryptionError when they were encrypted for another row or with a key that is gone. */
export function openCredentials(cipher: FieldCipher, stored: string, row: { teamId: string; id: string }): Credentials {
  return credentials.parse(JSON.parse(cipher.decrypt(stored, placeOfCredentials(row))));
}

/** Headers that let a request in. For OAuth the access token must be fresh. */
export function headersOf(value: Credentials | null): Record<string, string> {
  switch (value?.kind) {
    case undefined:
      return {};
    case 'API_KEY':
      return { [value.header.toLowerCase()]: value.value };
    case 'BEARER':
      return { authorization: `Bearer ${value.token}` };
    case 'BASIC':
      return { authorization: `Basic ${Buffer.from(`${value.user}:${value.password}`).toString('base64')}` };
    case 'OAUTH':
      return value.accessToken === null ? {} : { authorization: `Bearer ${value.accessToken}` };
  }
}
