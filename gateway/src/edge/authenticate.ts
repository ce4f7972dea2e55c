import { anonymous, verifyAccessToken, type Actor } from '@hub/runtime/auth';
import { HubError, isHubError } from '@hub/runtime/errors';
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

/**
 * Verifies access tokens against a key set. No header means anonymous; anything else than a valid access token is refused.
 *
 * A verified token is remembered for at most a minute and never beyond its own end, so that a busy client costs one
 * signature check a minute. A retired key is therefore refused a minute late.
 *
 * @throws HubError `UNAUTHENTICATED`, always with the same text; `IDENTITY_UNAVAILABLE` when the keys cannot be had.
 */
export function createAuthenticator(keys: JWTVerifyGetKey, nowMs: () => number = Date.now): Authenticate {
  const remembered = createMemoryCache<Verified>({
    name: 'access tokens',
    bytesMax: rememberedBytesMax,
    sizeOf: () => actorBytes,
  });
  return async (authorization) => {
    if (authorization === undefined) return anonymous;
    const token = bearer.exec(authorization)?.[1] ?? '';
    const known = remembered.get(token);
    if (known !== undefined && nowMs() < known.usableUntilMs) return known.actor;
    const actor = await verify(token, keys);
    remembered.set(token, { actor, usableUntilMs: Math.min(nowMs() + rememberMs, endOf(token)) });
    return actor;
  };
}

/** Whatever is wrong with the token, the client reads one and the same sentence; keys that cannot be had are no fault of it. */
async function verify(token: string, keys: JWTVerifyGetKey): Promise<Actor> {
  try {
    return await verifyAccessToken(token, keys);
  } catch (cause) {
    if (isHubError(cause, 'IDENTITY_UNAVAILABLE')) throw cause;
    throw new HubError('UNAUTHENTICATED', 'The access token is not valid. Sign in again.', { cause });
  }
}

function endOf(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1000;
}
