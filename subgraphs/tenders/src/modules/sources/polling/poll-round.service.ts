import type { OcdsConnector } from '../connectors/ocds-api.connector.js';
import type { DateWindow } from '../connectors/windows.js';
import {
  checkOcds,
  daysOf,
  readOcdsPage,
  type OcdsPage,
  type Pacer,
  PollFailure,
  type SourceClient,
  leaseMs,
  type PollScope,
} from '../../../source-http/index.js';
import type { ImportRun, PollCounts } from './import-page.js';
import type { RoundEnd } from './judge-poll.js';
import { nextWindow, shortHash, type PollCursor } from './poll-cursor.js';
import { findPage, saveProgress, type ClaimedSource, type StoredPage } from './source-poll.repository.js';

/** One round over the windows of a source. */
export interface RoundContext {
  readonly scope: PollScope;
  readonly source: ClaimedSource;
  readonly connector: OcdsConnector;
  readonly client: SourceClient;
  readonly run: ImportRun;
  readonly poll: PollCounts;
  readonly pacer: Pacer;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 after which no further page is begun. */
  readonly stopAt: number;
}

/**
 * Reads pages until the windows are used up, the time is, or the source fails. The cursor in the answer says how far it
 * got; with an error beside it when it could not get further.
 *
 * A single window that cannot be read is noted and passed over: portals fail on some dates. Two in a row, or the only
 * one, mean that the source is away.
 */
export async function pollRound(context: RoundContext, first: PollCursor): Promise<RoundEnd> {
  const { scope, poll, signal, stopAt } = context;
  let cursor = first;
  let failuresInRow = 0;
  const windowsInAll = first.windows.length + first.failed.length;
  while (cursor.windows.length > 0) {
    if (signal.aborted) return { cursor, error: signal.reason };
    if (scope.now().getTime() >= stopAt) return { cursor };
    try {
      cursor = await pollPage(context, cursor);
      failuresInRow = 0;
    } catch (error) {
      const isWindowsOwn =
        error instanceof PollFailure && ['UNAVAILABLE', 'MALFORMED', 'REFUSED', 'TOO_LARGE'].includes(error.kind);
      failuresInRow += 1;
      if (!isWindowsOwn || windowsInAll < 2 || failuresInRow >= 2) return { cursor, error };
      scope.logger.warn(
        { err: error, source: context.source.name, window: cursor.windows[0] },
        'A window of a source could not be read.',
      );
      poll.windowsFailed += 1;
      cursor = { ...nextWindow(cursor), failed: [...cursor.failed, cursor.windows[0] ?? null] };
      await save(context, cursor, null);
    }
  }
  return { cursor };
}

/** Reads and imports one page; answers the cursor behind it. */
async function pollPage(context: RoundContext, cursor: PollCursor): Promise<PollCursor> {
  const { scope, source, connector, client, poll } = context;
  const window = cursor.windows[0] ?? null;
  const url = cursor.page === null ? connector.firstPage(window) : new URL(cursor.page);
  const stored = await findPage(scope.database, source.id, url.href);
  const answer = await client.ask({
    url,
    etag: stored?.etag ?? null,
    lastModified: stored?.lastModified ?? null,
    check: checkOcds,
  });
  const asked = [...cursor.asked, shortHash(url.href)];
  poll.pages += 1;
  let page: StoredPage;
  if (answer.kind === 'unchanged') {
    // Only a page that is stored can have been asked for with conditions.
    if (stored === null)
      throw new PollFailure('MALFORMED', 'The source says that a page is unchanged that was never read.');
    page = stored;
    poll.pagesUnchanged += 1;
  } else {
    const read = await readOcdsPage(answer.bytes, connector.paging.nextPointer);
    page = {
      etag: answer.etag,
      lastModified: answer.lastModified,
      fingerprint: read.fingerprint,
      releaseCount: read.items.length,
      nextUrl: read.next,
    };
    // Some portals answer the last page again for every number behind it.
    if (!cursor.seen.includes(read.fingerprint)) await importRead(context, { read, url, window });
  }
  const isRepeated = page.releaseCount > 0 && cursor.seen.includes(page.fingerprint);
  if (isRepeated) poll.pagesRepeated += 1;
  const wasAsked = (candidate: URL): boolean => asked.includes(shortHash(candidate.href));
  const next = isRepeated
    ? null
    : connector.pageBehind({ url, rowCount: page.releaseCount, next: page.nextUrl }, wasAsked);
  if (next !== null && asked.length >= connector.paging.pagesMax)
    throw new PollFailure('REFUSED', `The source has more than ${connector.paging.pagesMax} pages in one window.`);
  if (next === null) poll.windows += 1;
  const behind =
    next === null
      ? nextWindow(cursor)
      : { ...cursor, page: next.href, asked, seen: [...cursor.seen, page.fingerprint] };
  await save(context, behind, { ...page, url: url.href, at: scope.now() });
  return behind;
}

async function importRead(
  { run, poll }: RoundContext,
  from: { read: OcdsPage; url: URL; window: DateWindow | null },
): Promise<void> {
  const { read, url, window } = from;
  if (window !== null) poll.releasesOutsideWindow += outside(read, window);
  // Without the query, which may carry keys.
  await run.importPage(read, `${url.origin}${url.pathname}`);
}

function outside(read: OcdsPage, { from, to }: DateWindow): number {
  return daysOf(read.items).filter((day) => day < from || day > to).length;
}

function save(
  { scope, source, pacer }: RoundContext,
  cursor: PollCursor,
  page: (StoredPage & { url: string; at: Date }) | null,
): Promise<void> {
  const leaseUntil = new Date(scope.now().getTime() + leaseMs);
  const progress = { sourceId: source.id, cursor, page, pacedUntil: pacer.pacedUntil(), leaseUntil };
  return scope.database.write((tx) => saveProgress(tx, progress));
}
