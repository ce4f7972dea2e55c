import { z } from 'zod';
import { parsed, PollFailure, type SourceClient } from '../../../../source-http/index.js';
import type { OAuthCredentials } from './credentials.js';

const answerShape = z.object({
  access_token: z.string().min(1).max(4_000),
  expires_in: z.coerce.number().min(0).max(31_536_000).optional(),
  refresh_token: z.string().min(1).max(4_000).optional(),
});

const lifeSecondsDefault = 600;
const marginMs = 60_000;

/** True when the access token is missing or about to end. */
export function isStale({ accessToken, accessUntil }: OAuthCredentials, now: Date): boolean {
  return accessToken === null || accessUntil === null || Date.parse(accessUntil) - now.getTime() <= marginMs;
}

/**
 * Exchanges the refresh token for an access token. Servers that rotate answer with a new refresh token, and the old one
 * is dead from that moment: whatever this returns must be stored before it is used.
 *
 * Tried once: a server that rotates may take a second use of the same token for theft and revoke both.
 *
 * @throws PollFailure `UNAUTHORISED` when the server no longer accepts the refresh token.
 */
export async function refreshToken(
  client: SourceClient,
  current: OAuthCredentials,
  now: Date,
): Promise<OAuthCredentials> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: current.refreshToken,
    client_id: current.clientId,
  });
  if (current.clientSecret !== null) form.set('client_secret', current.clientSecret);
  const bytes = await post(client, new URL(current.tokenUrl), form);
  const answer = answerShape.safeParse(parsed(bytes));
  if (!answer.success) throw new PollFailure('REFUSED', 'The token endpoint answered with something that is no token.');
  const {
    access_token: accessToken,
    refresh_token: rotated,
    expires_in: lifeSeconds = lifeSecondsDefault,
  } = answer.data;
  return {
    ...current,
    accessToken,
    refreshToken: rotated ?? current.refreshToken,
    accessUntil: new Date(now.getTime() + lifeSeconds * 1_000).toISOString(),
  };
}

async function post(client: SourceClient, url: URL, form: URLSearchParams): Promise<Buffer> {
  try {
    const answer = await client.ask({ url, form });
    if (answer.kind === 'body') return answer.bytes;
  } catch (error) {
    const isRefused = error instanceof PollFailure && (error.kind === 'REFUSED' || error.kind === 'UNAUTHORISED');
    if (!isRefused || (error.status !== 400 && error.status !== 401)) throw error;
    throw new PollFailure('UNAUTHORISED', 'The account no longer lets us in. Connect it again.', {
      status: error.status,
      cause: error,
    });
  }
  throw new PollFailure('REFUSED', 'The token endpoint did not answer with a token.');
}
