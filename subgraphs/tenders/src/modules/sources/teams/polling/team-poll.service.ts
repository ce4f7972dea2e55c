import type { TeamSource } from '@hub/prisma/client';
import {
  createSourceClient,
  PollFailure,
  type Pacer,
  type PollEnvironment,
  type PollScope,
  type RequestRecord,
  type SourceAnswer,
  type SourceClient,
} from '../../../../source-http/index.js';
import { headersOf, openCredentials, sealCredentials, type Credentials } from '../credentials/credentials.js';
import { isStale, refreshToken } from '../credentials/refresh-token.js';
import { teamConnectorOf, type TeamConnector } from './team-connector.js';
import type { TeamCounts } from './team-outcome.service.js';
import { replaceCredentials } from './team-poll.repository.js';

/** One poll of a team's source. */
export interface TeamPoll {
  readonly scope: PollScope;
  readonly environment: PollEnvironment;
  readonly source: TeamSource;
  readonly connector: TeamConnector;
  readonly client: SourceClient;
  readonly pacer: Pacer;
  readonly counts: TeamCounts;
  readonly signal: AbortSignal;
  readonly stopAt: number;
  /** Opened when first needed, and replaced when refreshed. */
  access: { credentials: Credentials | null; version: number };
}

/** Makes ready what one poll asks with. */
export function openPoll(
  from: Omit<TeamPoll, 'connector' | 'client' | 'stopAt' | 'access'> & { startedAt: Date; records: RequestRecord[] },
): TeamPoll {
  const { scope, environment, source, pacer, signal, records, startedAt } = from;
  const { cipher, dispatcher, hostsAllowed, timeoutMs, bodyBytesMax, clock } = environment;
  const client = createSourceClient({
    dispatcher,
    hostsAllowed,
    isGuarded: true,
    pacer,
    signal,
    timeoutMs,
    bodyBytesMax: Math.min(bodyBytesMax, 16 * 1024 * 1024),
    clock: { ...clock, now: () => scope.now() },
    onRequest: (record) => records.push(record),
  });
  const credentials = source.credentials === null ? null : openCredentials(cipher, source.credentials, source);
  return {
    ...from,
    client,
    connector: teamConnectorOf(source),
    stopAt: startedAt.getTime() + environment.budgetMs,
    access: { credentials, version: source.credentialsVersion },
  };
}

/** Asks for a page, with the credentials of the team. */
// A token that the server has ended early shows as 401; it is then refreshed once and the page asked for again.
export async function ask(poll: TeamPoll, url: URL): Promise<SourceAnswer> {
  const { scope, client, connector, source } = poll;
  const { credentials } = poll.access;
  if (credentials?.kind === 'OAUTH' && isStale(credentials, scope.now())) await refresh(poll);
  const conditions = connector.isOnePage ? { etag: source.etag, lastModified: source.lastModified } : {};
  const request = () =>
    client.ask({
      url,
      ...conditions,
      headers: headersOf(poll.access.credentials),
      check: (bytes) => connector.check(bytes),
    });
  try {
    return await request();
  } catch (error) {
    const isEnded = error instanceof PollFailure && error.status === 401 && poll.access.credentials?.kind === 'OAUTH';
    if (!isEnded) throw error;
    await refresh(poll);
    return request();
  }
}

// Stored before it is used: a token that was rotated and not stored would lock the team out.
async function refresh(poll: TeamPoll): Promise<void> {
  const { scope, environment, client, source, access } = poll;
  if (access.credentials?.kind !== 'OAUTH') return;
  const credentials = await refreshToken(client, access.credentials, scope.now());
  const sealed = sealCredentials(environment.cipher, credentials, source);
  const isStored = await scope.database.write((tx) =>
    replaceCredentials(tx, { id: source.id, expectedVersion: access.version, credentials: sealed }),
  );
  if (!isStored) throw new PollFailure('UNAVAILABLE', 'The credentials were changed while the source was being read.');
  poll.access = { credentials, version: access.version + 1 };
}
