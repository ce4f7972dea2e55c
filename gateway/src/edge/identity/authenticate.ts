import { anonymous, anonymousBecause, refusalOf, verifyAccessToken, type Actor } from '@hub/runtime/auth';
import { isHubError } from '@hub/runtime/errors';
import { createMemoryCache } from '@hub/runtime/memory';
import { decodeJwt, type JWTVerifyGetKey } from 'jose';

/** Makes the actor of a request from its `authorization` header. */
export type Authenticate = (authorization: string | undefined) => Promise<Actor>;

interface Verified {
  readonly actor: Actor;
  readonly usableUntilMs: number;
}

const rememberedBytesMax = 16 * 1024 * 1024;
/** With its permissions. */
const actorBytes = 2_000;
const rememberMs = 60_000;
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/iu;
/** A header that a client sends before it has a token. */
const empty = /^(?:Bearer)?\s*$/iu;

/**
 * Verifies access tokens against a key set. No token means anonymous; so does one that does not count, and the actor says
 * why: what needs no permission is done all the same, and what needs one answers with the reason.
 *
 * A verified token is remembered for at most a minute and never beyond its own end, so that a busy client costs one
 * signature check a minute. A retired key is therefore refused a minute late.
 *
 * @throws HubError `IDENTITY_UNAVAILABLE` when the keys cannot be had.
 */
export function createAuthenticator(keys: JWTVerifyGetKey, nowMs: () => number = Date.now): Authenticate {
  const remembered = createMemoryCache<Verified>({
    name: 'access tokens',
    bytesMax: rememberedBytesMax,
    sizeOf: () => actorBytes,
  });
  return async (authorization) => {
    if (authorization === undefined || empty.test(authorization)) return anonymous;
    const token = bearer.exec(authorization)?.[1];
    if (token === undefined) return anonymousBecause('invalid');
    const known = remembered.get(token);
    if (known !== undefined && nowMs() < known.usableUntilMs) return known.actor;
    const actor = await verify(token, keys);
    if (actor.kind === 'anonymous') return actor;
    remembered.set(token, { actor, usableUntilMs: Math.min(nowMs() + rememberMs, endOf(token)) });
    return actor;
  };
}

async function verify(token: string, keys: JWTVerifyGetKey): Promise<Actor> {
  try {
    return await verifyAccessToken(token, keys);
  } catch (error) {
    const refusal = isHubError(error) ? refusalOf(error.code) : null;
    if (refusal === null) throw error;
    return anonymousBecause(refusal);
  }
}

function endOf(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1000;
}
