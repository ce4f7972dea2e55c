import { markStale } from '@hub/runtime/staleness';
import { z } from 'zod';
import { tagsOfSources } from '../../../tender-tags.js';
import { openImportWeb } from '../../imports/web/import-web.js';
import { sourceSettings } from '../../../ocds/index.js';
import { outcomeOf } from '../../imports/import-counts.js';
import { createOcdsConnector, ocdsApiSettings, type OcdsConnector } from '../connectors/ocds-api.connector.js';
import { createZaEtendersConnector } from '../connectors/za-etenders.connector.js';
import {
  createPacer,
  type Pacer,
  PollFailure,
  createSourceClient,
  leaseMs,
  whileHeld,
  type PollEnvironment,
  type PollScope,
} from '../../../source-http/index.js';
import { beginImportRun, emptyPollCounts, type ImportRun, type PollCounts } from './import-page.js';
import { shortHash, storedCursor, type PollCursor } from './poll-cursor.js';
import { pollRound } from './poll-round.service.js';
import { judge, type RoundEnd } from './judge-poll.js';
import { claimSource, finishSource, renewLease, type ClaimedSource } from './source-poll.repository.js';

/** How a poll ended. CONTINUE: there is more, and another poll should go on at once. */
export type PollOutcome =
  | { readonly kind: 'NOT_DUE' }
  | { readonly kind: 'DONE' | 'CONTINUE' | 'STOPPED' | 'FAILED'; readonly runId: string; readonly nextPollAt: Date };

export interface PollRequest {
  readonly scope: PollScope;
  readonly environment: PollEnvironment;
  readonly sourceId: string;
  /** Polls although the time has not come. */
  readonly isForced: boolean;
  readonly signal: AbortSignal;
}

/**
 * Polls a public source: takes it over, goes on where the last poll stopped, imports page by page, and writes how it
 * went. Whatever ends it, what was imported stays, and the next poll repeats at most one page.
 *
 * @throws whatever the database throws; trouble with the source is an outcome.
 */
export async function pollSource({
  scope,
  environment,
  sourceId,
  isForced,
  signal,
}: PollRequest): Promise<PollOutcome> {
  const startedAt = scope.now();
  const leaseUntil = new Date(startedAt.getTime() + leaseMs);
  const source = await scope.database.write((tx) =>
    claimSource(tx, { id: sourceId, now: startedAt, leaseUntil, isForced }),
  );
  if (source === null) return { kind: 'NOT_DUE' };
  const connector = connectorOf(source);
  const pacer = createPacer(source);
  const poll = emptyPollCounts();
  const asking = {
    dispatcher: environment.dispatcher,
    hostsAllowed: environment.hostsAllowed,
    pacer,
    signal,
    clock: { ...environment.clock, now: () => scope.now() },
    timeoutMs: environment.timeoutMs,
    bodyBytesMax: environment.bodyBytesMax,
    onRequest: () => void (poll.requests += 1),
  };
  const client = createSourceClient({ ...asking, isGuarded: false });
  const pool = environment.bulk();
  const stopAt = startedAt.getTime() + environment.budgetMs;
  const isTimeUp = (): boolean => scope.now().getTime() >= stopAt;
  const web = openImportWeb({ ...asking, pool, isTimeUp, skipsKnown: true });
  const run = await beginImportRun(pool, source, web);
  const context = {
    scope,
    source,
    connector,
    client,
    run,
    poll,
    pacer,
    signal,
    stopAt,
  };
  const first = storedCursor(source.cursor, walkOf(source), startedAt) ?? newCursor(source, connector, startedAt);
  const renew = (): Promise<void> =>
    scope.database.write((tx) =>
      renewLease(tx, { id: sourceId, leaseUntil: new Date(scope.now().getTime() + leaseMs) }),
    );
  const round = () => pollRound(context, first).catch((error: unknown) => ({ cursor: first, error }));
  const end = await whileHeld(renew, round);
  return finish({ scope, source, pacer, run, poll, end, isStopped: signal.aborted });
}

interface Finishing {
  readonly scope: PollScope;
  readonly source: ClaimedSource;
  readonly pacer: Pacer;
  readonly run: ImportRun;
  readonly poll: PollCounts;
  readonly end: RoundEnd;
  readonly isStopped: boolean;
}

async function finish({ scope, source, pacer, run, poll, end, isStopped }: Finishing): Promise<PollOutcome> {
  const at = scope.now();
  const failure = end.error instanceof PollFailure ? end.error : null;
  const judged = judge({ source, at, end, failure, isStopped, outcome: outcomeOf(run.counts) });
  await run.finish({ status: judged.status, error: judged.error, poll });
  await scope.database.write(async (tx) => {
    await finishSource(tx, { sourceId: source.id, at, pacedUntil: pacer.pacedUntil(), ...judged });
    await markStale(tx, tagsOfSources());
  });
  // Anything but trouble with the source is ours, and the queue should try again.
  if (end.error !== undefined && failure === null && !isStopped) throw end.error;
  const kind =
    judged.status === 'SUCCEEDED'
      ? 'DONE'
      : judged.status === 'FAILED'
        ? 'FAILED'
        : failure === null && !isStopped
          ? 'CONTINUE'
          : 'STOPPED';
  return { kind, runId: run.id, nextPollAt: judged.nextPollAt };
}

function connectorOf({ kind, url, settings, polling }: ClaimedSource): OcdsConnector {
  const { timeZone } = sourceSettings.parse(settings);
  if (kind === 'za-etenders') return createZaEtendersConnector({ url, timeZone, settings: z.json().parse(polling) });
  return createOcdsConnector({ url, timeZone, settings: ocdsApiSettings.parse(polling) });
}

function walkOf({ url, kind, polling }: ClaimedSource): string {
  return shortHash(JSON.stringify([url, kind, polling]));
}

function newCursor(source: ClaimedSource, connector: OcdsConnector, now: Date): PollCursor {
  const fullEveryMs = (connector.windows?.fullEverySeconds ?? 0) * 1_000;
  const isFull = source.lastFullAt === null || now.getTime() - source.lastFullAt.getTime() >= fullEveryMs;
  const reach = isFull ? 'FULL' : 'RECENT';
  return {
    walk: walkOf(source),
    startedAt: now.toISOString(),
    reach,
    windows: [...connector.windowsOf(reach, now)],
    page: null,
    asked: [],
    seen: [],
    failed: [],
  };
}
