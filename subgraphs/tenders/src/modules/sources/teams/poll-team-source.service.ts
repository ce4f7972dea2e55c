import type { TeamSource } from '@hub/prisma/client';
import {
  createPacer,
  type Pacer,
  PollFailure,
  backoffMs,
  createSourceClient,
  type RequestRecord,
  type SourceAnswer,
  type SourceClient,
  leaseMs,
  type PollEnvironment,
  type PollScope,
} from '../../../source-http/index.js';
import { nextWindow, shortHash, storedCursor, type PollCursor } from '../polling/poll-cursor.js';
import { headersOf, openCredentials, sealCredentials, type Credentials } from './credentials.js';
import { isStale, refreshToken } from './refresh-token.js';
import { teamConnectorOf, type TeamConnector } from './team-connector.js';
import { finishTeamSource, keepScheduled, type TeamCounts, type TeamOutcome } from './team-outcome.service.js';
import { claimTeamSource, replaceCredentials, saveTeamProgress } from './team-poll.repository.js';
import { findRaw, upsertRows } from './team-rows.repository.js';

export interface TeamPollRequest {
  readonly scope: PollScope;
  readonly environment: PollEnvironment;
  readonly teamSourceId: string;
  readonly isForced: boolean;
  readonly signal: AbortSignal;
}

/** One poll of a team's source. */
interface TeamPoll {
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

/**
 * Polls a source of a team, in the name of the team: every row lands behind its wall. Goes on where the last poll
 * stopped. Null when it was not due, is being polled, or is gone; otherwise how it went and when to go on.
 *
 * @throws whatever the database throws; trouble with the source is an outcome.
 */
export async function pollTeamSource({
  scope,
  environment,
  teamSourceId,
  isForced,
  signal,
}: TeamPollRequest): Promise<TeamOutcome | null> {
  const startedAt = scope.now();
  const leaseUntil = new Date(startedAt.getTime() + leaseMs);
  const source = await scope.database.write((tx) =>
    claimTeamSource(tx, { id: teamSourceId, now: startedAt, leaseUntil, isForced }),
  );
  if (source === null) {
    await keepScheduled(scope.database, teamSourceId, startedAt);
    return null;
  }
  const records: RequestRecord[] = [];
  const counts: TeamCounts = {
    requests: 0,
    pages: 0,
    pagesUnchanged: 0,
    pagesRepeated: 0,
    rowsNew: 0,
    rowsChanged: 0,
    rowsUnchanged: 0,
    rowsRefused: 0,
  };
  const pacer = createPacer(source);
  const walk = shortHash(JSON.stringify([source.kind, source.url, source.mapping]));
  const fresh: PollCursor = {
    walk,
    startedAt: startedAt.toISOString(),
    reach: 'FULL',
    windows: [null],
    page: null,
    asked: [],
    seen: [],
    failed: [],
  };
  let cursor = storedCursor(source.cursor, walk, startedAt) ?? fresh;
  let failure: unknown = null;
  try {
    const poll = openPoll({ scope, environment, source, pacer, counts, signal, startedAt, records });
    while (cursor.windows.length > 0 && scope.now().getTime() < poll.stopAt) {
      signal.throwIfAborted();
      cursor = await pollPage(poll, cursor);
    }
  } catch (error) {
    failure = error;
  }
  counts.requests = records.length;
  const outcome = judge({ source, cursor, failure, isStopped: signal.aborted, at: scope.now() });
  await finishTeamSource(scope.database, {
    source,
    outcome,
    cursor,
    counts,
    records,
    pacedUntil: pacer.pacedUntil(),
    at: scope.now(),
  });
  if (failure !== null && !(failure instanceof PollFailure) && !signal.aborted) throw failure;
  return outcome;
}

function openPoll(
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

async function pollPage(poll: TeamPoll, cursor: PollCursor): Promise<PollCursor> {
  const { scope, source, connector, pacer, counts } = poll;
  const url = cursor.page === null ? connector.firstPage() : new URL(cursor.page);
  const answer = await ask(poll, url);
  counts.pages += 1;
  if (answer.kind === 'unchanged') {
    counts.pagesUnchanged += 1;
    const behind = nextWindow(cursor);
    await scope.database.write((tx) => saveTeamProgress(tx, progress(behind, null)));
    return behind;
  }
  const page = await connector.read(answer.bytes);
  const isRepeated = page.count > 0 && cursor.seen.includes(page.fingerprint);
  const asked = [...cursor.asked, shortHash(url.href)];
  const wasAsked = (candidate: URL): boolean => asked.includes(shortHash(candidate.href));
  const next = isRepeated ? null : connector.pageBehind({ url, rowCount: page.count, next: page.next }, wasAsked);
  if (next !== null && asked.length >= connector.paging.pagesMax)
    throw new PollFailure('REFUSED', `The source has more than ${connector.paging.pagesMax} pages.`);
  const behind =
    next === null
      ? nextWindow(cursor)
      : { ...cursor, page: next.href, asked, seen: [...cursor.seen, page.fingerprint] };
  const validators = connector.isOnePage
    ? { etag: answer.etag?.slice(0, 500) ?? null, lastModified: answer.lastModified?.slice(0, 100) ?? null }
    : null;
  const written = await scope.database.write(async (tx) => {
    const stored = await findRaw(tx, source.id, page.externalIds);
    const rows = isRepeated ? [] : page.rows(stored);
    const result = await upsertRows(tx, { teamId: source.teamId, teamSourceId: source.id, rows, at: scope.now() });
    await saveTeamProgress(tx, progress(behind, validators));
    return result;
  });
  if (isRepeated) counts.pagesRepeated += 1;
  else counts.rowsRefused += page.refused;
  counts.rowsNew += written.rowsNew;
  counts.rowsChanged += written.rowsChanged;
  counts.rowsUnchanged += written.rowsUnchanged;
  return behind;

  function progress(to: PollCursor, known: { etag: string | null; lastModified: string | null } | null) {
    return {
      id: source.id,
      cursor: to,
      pacedUntil: pacer.pacedUntil(),
      leaseUntil: new Date(scope.now().getTime() + leaseMs),
      validators: known,
    };
  }
}

// A token that the server has ended early shows as 401; it is then refreshed once and the page asked for again.
async function ask(poll: TeamPoll, url: URL): Promise<SourceAnswer> {
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

function judge(from: {
  source: TeamSource;
  cursor: PollCursor;
  failure: unknown;
  isStopped: boolean;
  at: Date;
}): TeamOutcome {
  const { source, cursor, failure, isStopped, at } = from;
  const later = (waitMs: number): Date => new Date(at.getTime() + waitMs);
  if (failure === null && cursor.windows.length === 0)
    return { status: 'SUCCEEDED', error: null, nextPollAt: later(source.pollIntervalSeconds * 1_000) };
  if (failure === null || isStopped) return { status: 'STOPPED', error: null, nextPollAt: at };
  if (!(failure instanceof PollFailure))
    return {
      status: 'FAILED',
      error: 'The poll failed on our side.',
      nextPollAt: later(backoffMs(source.consecutiveErrors + 1)),
    };
  if (failure.kind === 'RATE_LIMITED' && failure.retryAfterMs !== null) {
    return { status: 'STOPPED', error: failure.message, nextPollAt: later(Math.min(failure.retryAfterMs, 86_400_000)) };
  }
  return {
    status: 'FAILED',
    error: failure.message,
    nextPollAt: later(Math.max(backoffMs(source.consecutiveErrors + 1), failure.retryAfterMs ?? 0)),
  };
}
