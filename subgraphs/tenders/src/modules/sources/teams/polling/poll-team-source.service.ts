import {
  createPacer,
  leaseMs,
  PollFailure,
  whileHeld,
  type PollEnvironment,
  type PollScope,
  type RequestRecord,
} from '../../../../source-http/index.js';
import { nextWindow, shortHash, storedCursor, type PollCursor } from '../../polling/poll-cursor.js';
import { judge } from './judge-team-poll.js';
import { emptyTeamCounts, finishTeamSource, keepScheduled, type TeamOutcome } from './team-outcome.service.js';
import { claimTeamSource, renewTeamLease, saveTeamProgress } from './team-poll.repository.js';
import { ask, openPoll, type TeamPoll } from './team-poll.service.js';
import { scoreTracked } from './score-tracked.js';
import { findRaw, upsertRows } from './team-rows.repository.js';

export interface TeamPollRequest {
  readonly scope: PollScope;
  readonly environment: PollEnvironment;
  readonly teamSourceId: string;
  readonly isForced: boolean;
  readonly signal: AbortSignal;
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
  const counts = emptyTeamCounts();
  const pacer = createPacer(source);
  const walk = shortHash(JSON.stringify([source.kind, source.url, source.mapping]));
  let cursor = storedCursor(source.cursor, walk, startedAt) ?? freshCursor(walk, startedAt);
  let failure: unknown = null;
  const leaseEnd = (): Date => new Date(scope.now().getTime() + leaseMs);
  const renew = (): Promise<void> =>
    scope.database.write((tx) => renewTeamLease(tx, { id: source.id, leaseUntil: leaseEnd() }));
  try {
    const poll = openPoll({ scope, environment, source, pacer, counts, signal, startedAt, records });
    await whileHeld(renew, async () => {
      while (cursor.windows.length > 0 && scope.now().getTime() < poll.stopAt) {
        signal.throwIfAborted();
        cursor = await pollPage(poll, cursor);
      }
    });
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

function freshCursor(walk: string, startedAt: Date): PollCursor {
  return {
    walk,
    startedAt: startedAt.toISOString(),
    reach: 'FULL',
    windows: [null],
    page: null,
    asked: [],
    seen: [],
    failed: [],
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
    if (result.rowsChanged > 0) await scoreTracked(tx, source, page.externalIds);
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
