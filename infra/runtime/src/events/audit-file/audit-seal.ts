import { CompactSign, compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { SigningKey } from '../../auth/access-token.js';
import { sealed, type Sealed } from './audit-lines.js';

// No access token has this type, and no seal has theirs: one is never taken for the other.
const typ = 'hub-audit-log+jws';

/** Signs where a log begins and ends, with Ed25519, as a compact JWS. */
export function signSeal(key: Pick<SigningKey, 'keyId' | 'privateKey'>, what: Sealed): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(what)))
    .setProtectedHeader({ alg: 'EdDSA', typ, kid: key.keyId })
    .sign(key.privateKey);
}

/** What a seal of our own says, without asking who has signed it. */
export function contentOfSeal(seal: string): Sealed {
  return sealed.parse(JSON.parse(Buffer.from(seal.split('.')[1] ?? '', 'base64url').toString()));
}

/** What a seal says; null when none of the keys has signed it. */
export async function readSeal(seal: string, keys: JSONWebKeySet): Promise<Sealed | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(seal, createLocalJWKSet(keys), { algorithms: ['EdDSA'] });
    if (protectedHeader.typ !== typ) return null;
    return sealed.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return null;
  }
}
