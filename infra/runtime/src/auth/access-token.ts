import { hkdfSync } from 'node:crypto';
import {
  SignJWT,
  createLocalJWKSet,
  errors,
  exportJWK,
  importJWK,
  jwtVerify,
  calculateJwkThumbprint,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import { HubError } from '../errors/errors.js';
import { plans, type SuperAdminActor, type UserActor } from './actor.js';
import { tokenError } from './token-refusal.js';
import { rolePermissions, roles, superAdminPermissions } from './permissions.js';

/** Life of an access token: what it says about a person may be this old when it is read. */
export const accessTokenLifeSeconds = 15 * 60;

/** Longest life of the token of a super-admin who has entered a team. */
export const entryTokenLifeSeconds = 60 * 60;

/** Fixed names in our access tokens (RFC 9068). */
export const accessTokenIssuer = 'https://identity.hub.invalid';
export const accessTokenAudience = 'https://api.hub.invalid';

/** The private key that identity signs with, and the public set that others verify with. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey | Uint8Array;
  readonly publicKeys: JSONWebKeySet;
  /** A secret of 32 bytes for one purpose, made of the private key: the same for all processes that hold the key. */
  secretFor(purpose: string): Uint8Array;
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
    const material = Buffer.from(jwk.d, 'base64url');
    return {
      keyId,
      privateKey,
      publicKeys: { keys: [{ ...publicJwk, kid: keyId, alg: 'EdDSA', use: 'sig' }] },
      secretFor: (purpose) => new Uint8Array(hkdfSync('sha256', material, '', purpose, 32)),
    };
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

/** Ids in a token: more are left out, because a header has a bound. What counts is read from identity anyway. */
const roleIdsMax = 50;

/** Signs an access token for a person in a team, valid for 15 minutes from `now`. */
export async function signAccessToken(key: SigningKey, subject: AccessTokenSubject, now: Date): Promise<string> {
  const expiresAt = new Date(now.getTime() + accessTokenLifeSeconds * 1000);
  const claims = {
    team: subject.teamId,
    membership: subject.membershipId,
    sid: subject.sessionId,
    role: subject.role,
    roles: subject.grants?.roleIds.slice(0, roleIdsMax),
    permissions_version: subject.grants?.version,
    plan: subject.plan,
  };
  return signClaims(key, { claims, accountId: subject.accountId, now, expiresAt });
}

/** Signs an access token for a super-admin who has entered a team, valid until the entry ends, at most an hour. */
export async function signEntryToken(
  key: SigningKey,
  { accountId, teamId, sessionId, plan }: Omit<SuperAdminActor, 'kind' | 'permissions'>,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<string> {
  const claims = { team: teamId, sid: sessionId, entry: true, plan };
  return signClaims(key, { claims, accountId, now, expiresAt });
}

async function signClaims(
  key: SigningKey,
  { claims, accountId, now, expiresAt }: { claims: JWTPayload; accountId: string; now: Date; expiresAt: Date },
): Promise<string> {
  return new SignJWT({ ...claims, client_id: 'hub-apps' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.keyId })
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setSubject(accountId)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
    .setJti(crypto.randomUUID())
    .sign(key.privateKey);
}

const accessClaims = z.object({
  sub: z.uuid(),
  team: z.uuid(),
  membership: z.uuid(),
  sid: z.uuid(),
  role: z.enum(roles),
  // Absent in tokens that are older than roles of teams.
  roles: z.array(z.uuid()).max(roleIdsMax).default([]),
  permissions_version: z.int().nonnegative().default(0),
  plan: z.enum(plans),
});

const entryClaims = z.object({
  sub: z.uuid(),
  team: z.uuid(),
  sid: z.uuid(),
  entry: z.literal(true),
  plan: z.enum(plans),
});

/** Every check that an access token must pass; jose makes none of them unless told. */
export const accessTokenChecks = {
  issuer: accessTokenIssuer,
  audience: accessTokenAudience,
  algorithms: ['EdDSA'],
  typ: 'at+jwt',
  requiredClaims: ['sub', 'iat', 'exp', 'jti', 'team', 'sid'],
  // That of an entry; every other token is younger, which is checked beside this.
  maxTokenAge: entryTokenLifeSeconds,
  clockTolerance: 5,
};

/**
 * The person an access token speaks for, with the permissions of their system role. What roles of the team add is not in the
 * token, only which they are: whoever verifies it asks identity, as the gateway does.
 * @throws HubError `TOKEN_EXPIRED` for a token of ours that has ended; `TOKEN_INVALID`, always with the same text, for
 * whatever else is wrong with it. What keeps the keys from being read is thrown as it is.
 */
export async function verifyAccessToken(token: string, keys: JWTVerifyGetKey): Promise<UserActor | SuperAdminActor> {
  try {
    const { payload } = await jwtVerify(token, keys, accessTokenChecks);
    if (payload['entry'] === true) return superAdminOf(entryClaims.parse(payload));
    if (isTooOld(payload)) throw tokenError('expired');
    const claims = accessClaims.parse(payload);
    return {
      kind: 'user',
      accountId: claims.sub,
      teamId: claims.team,
      membershipId: claims.membership,
      sessionId: claims.sid,
      role: claims.role,
      permissions: rolePermissions[claims.role],
      grants: { version: claims.permissions_version, roleIds: claims.roles, projects: new Map() },
      plan: claims.plan,
    };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw tokenError('expired', cause);
    if (isFaultOfToken(cause)) throw tokenError('invalid', cause);
    throw cause;
  }
}

function superAdminOf({ sub, team, sid, plan }: z.infer<typeof entryClaims>): SuperAdminActor {
  return {
    kind: 'superAdmin',
    ...{ accountId: sub, teamId: team, sessionId: sid },
    ...{ permissions: superAdminPermissions, plan },
  };
}

function isTooOld({ iat = 0 }: JWTPayload): boolean {
  return Date.now() / 1000 - iat > accessTokenLifeSeconds + accessTokenChecks.clockTolerance;
}

/** Keys that could not be fetched or read say nothing about the token. */
function isFaultOfToken(cause: unknown): boolean {
  if (cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid) return false;
  return cause instanceof errors.JOSEError || cause instanceof z.ZodError;
}

/** A verifier over a key set held in memory, for the single process. */
export function localKeys(keys: JSONWebKeySet): JWTVerifyGetKey {
  return createLocalJWKSet(keys);
}
