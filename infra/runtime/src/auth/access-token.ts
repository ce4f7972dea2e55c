import {
  SignJWT,
  createLocalJWKSet,
  exportJWK,
  importJWK,
  jwtVerify,
  calculateJwkThumbprint,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import { HubError, isHubError } from '../errors/errors.js';
import { plans, type UserActor } from './actor.js';
import { rolePermissions, roles } from './permissions.js';

/** Life of an access token: what it says about a person may be this old when it is read. */
export const accessTokenLifeSeconds = 15 * 60;

/** Fixed names in our access tokens (RFC 9068). */
export const accessTokenIssuer = 'https://identity.hub.invalid';
export const accessTokenAudience = 'https://api.hub.invalid';

/** The private key that identity signs with, and the public set that others verify with. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey | Uint8Array;
  readonly publicKeys: JSONWebKeySet;
}

/**
 * Reads the private Ed25519 key from its JWK text.
 * @throws HubError `CONFIGURATION_INVALID` when the text is not such a key; the text is never shown.
 */
export async function readSigningKey(jwkText: string): Promise<SigningKey> {
  try {
    const jwk = z
      .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })
      .parse(JSON.parse(jwkText));
    const privateKey = await importJWK(jwk, 'EdDSA');
    const publicJwk: JWK = { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
    const keyId = await calculateJwkThumbprint(publicJwk);
    return { keyId, privateKey, publicKeys: { keys: [{ ...publicJwk, kid: keyId, alg: 'EdDSA', use: 'sig' }] } };
  } catch {
    throw new HubError('CONFIGURATION_INVALID', 'IDENTITY_SIGNING_KEY is not a private Ed25519 key in JWK form.');
  }
}

/** A new private key as JWK text, for development and tests. */
export async function newSigningKeyText(): Promise<string> {
  const { generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

/** Claims of a person's access token, beside the standard ones. */
export type AccessTokenSubject = Omit<UserActor, 'kind' | 'permissions'>;

/** Signs an access token for a person in a team, valid for 15 minutes from `now`. */
export async function signAccessToken(key: SigningKey, subject: AccessTokenSubject, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    team: subject.teamId,
    membership: subject.membershipId,
    sid: subject.sessionId,
    role: subject.role,
    plan: subject.plan,
    client_id: 'hub-apps',
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.keyId })
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setSubject(subject.accountId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + accessTokenLifeSeconds)
    .setJti(crypto.randomUUID())
    .sign(key.privateKey);
}

const accessClaims = z.object({
  sub: z.uuid(),
  team: z.uuid(),
  membership: z.uuid(),
  sid: z.uuid(),
  role: z.enum(roles),
  plan: z.enum(plans),
});

/** Every check that an access token must pass; jose makes none of them unless told. */
export const accessTokenChecks = {
  issuer: accessTokenIssuer,
  audience: accessTokenAudience,
  algorithms: ['EdDSA'],
  typ: 'at+jwt',
  requiredClaims: ['sub', 'iat', 'exp', 'jti', 'team', 'sid'],
  maxTokenAge: accessTokenLifeSeconds,
  clockTolerance: 5,
};

/**
 * The person an access token speaks for.
 * @throws HubError `UNAUTHENTICATED`, always with the same text, whatever is wrong with the token; an error of ours that the
 * keys throw passes unchanged.
 */
export async function verifyAccessToken(token: string, keys: JWTVerifyGetKey): Promise<UserActor> {
  try {
    const { payload } = await jwtVerify(token, keys, accessTokenChecks);
    const claims = accessClaims.parse(payload);
    return {
      kind: 'user',
      accountId: claims.sub,
      teamId: claims.team,
      membershipId: claims.membership,
      sessionId: claims.sid,
      role: claims.role,
      permissions: rolePermissions[claims.role],
      plan: claims.plan,
    };
  } catch (cause) {
    if (isHubError(cause)) throw cause;
    throw new HubError('UNAUTHENTICATED', 'The access token is not valid. Sign in again.', { cause });
  }
}

/** A verifier over a key set held in memory, for the single process. */
export function localKeys(keys: JSONWebKeySet): JWTVerifyGetKey {
  return createLocalJWKSet(keys);
}
