import { markStale } from '@hub/runtime/staleness';
import {
  createPacer,
  pausedUntil,
  type Pacer,
  PollFailure,
  backoffMs,
  createSourceClient,
  type SourceClient,
  type PollEnvironment,
  type PollScope,
} from '../../source-http/index.js';
import { tagsOfChange } from '../../tender-tags.js';
import {
  findDocumentSources,
  findDueDocuments,
  type DocumentSource,
  type DueDocument,
} from './due-documents.repository.js';
import { fetchDocument } from './fetch-document.js';
import { readDocumentText, type DocumentText } from '../../document-text/index.js';
import { isTextKnown, recordText } from './document-text.repository.js';
import { recordFetch, recordPause, type SentFile } from './record-fetch.repository.js';

const attemptsMax = 2;
const pauseMaxMs = 60_000;
const takeMax = 100;
// A document is larger than a page of JSON.
const timeoutFactor = 3;

/** Whether a source may be asked for a document within a minute. */
export function isAskable({ settings, pacedUntil }: DocumentSource, now: Date): boolean {
  return createPacer({ requestsPerHour: settings.documentsPerHour, pacedUntil }).takeMs(now) <= pauseMaxMs;
}

/** What a round over the documents of a source came to. */
export interface DocumentRound {
  fetched: number;
  unchanged: number;
  replaced: number;
  failed: number;
  /** When the next round should begin; null when nothing is due. */
  goOnAt: Date | null;
}

export interface DocumentRoundRequest {
  readonly scope: PollScope;
  readonly environment: PollEnvironment;
  readonly sourceId: string;
  readonly signal: AbortSignal;
}

/**
 * Looks at the documents of a source whose time has come, one after the other at the source's pace, until none is left or
 * the time is up. Whatever ends it, what was found is written, document by document.
 */
export async function fetchDocuments(request: DocumentRoundRequest): Promise<DocumentRound> {
  const { scope, environment, sourceId, signal } = request;
  const round: DocumentRound = { fetched: 0, unchanged: 0, replaced: 0, failed: 0, goOnAt: null };
  const [source] = await findDocumentSources(scope.database, sourceId);
  if (source === undefined) return round;
  const { documentsPerHour, documentBytesMax } = source.settings;
  const pacer = createPacer({ requestsPerHour: documentsPerHour, pacedUntil: source.pacedUntil });
  const client = createSourceClient({
    dispatcher: environment.dispatcher,
    hostsAllowed: environment.hostsAllowed,
    // Addresses of documents are what publishers write into their releases.
    isGuarded: true,
    pacer,
    signal,
    clock: { ...environment.clock, now: () => scope.now() },
    timeoutMs: environment.timeoutMs * timeoutFactor,
    bodyBytesMax: documentBytesMax,
    attemptsMax,
    pauseMaxMs,
  });
  const stopAt = scope.now().getTime() + environment.budgetMs;
  for (;;) {
    const due = await findDueDocuments(scope.database, { sourceId, now: scope.now(), take: takeMax });
    if (due.length === 0) return round;
    for (const document of due) {
      if (signal.aborted || scope.now().getTime() >= stopAt) return { ...round, goOnAt: scope.now() };
      const waitMs = await look(document, { request, source, client, pacer, round });
      if (waitMs !== null) return { ...round, goOnAt: new Date(scope.now().getTime() + waitMs) };
    }
  }
}

interface Looking {
  readonly request: DocumentRoundRequest;
  readonly source: DocumentSource;
  readonly client: SourceClient;
  readonly pacer: Pacer;
  readonly round: DocumentRound;
}

/** Looks at one document and writes what came of it; answers how long the source wants to be left alone, or null. */
async function look(document: DueDocument, { request, source, client, pacer, round }: Looking): Promise<number | null> {
  const { scope, environment } = request;
  try {
    const { retryAfterMs, bytes, ...outcome } = await fetchDocument(document, { client, ...environment });
    const text = outcome.kind === 'sent' ? await newTextOf(outcome.file, bytes, scope) : null;
    const at = scope.now();
    const waitMs =
      outcome.kind === 'failed'
        ? Math.max(backoffMs(document.consecutiveErrors + 1), retryAfterMs ?? 0)
        : source.settings.documentRecheckSeconds * 1_000;
    const isReplaced = await scope.database.write(async (tx) => {
      const replaces = await recordFetch(tx, {
        sourceId: source.id,
        url: document.url,
        at,
        nextFetchAt: new Date(at.getTime() + waitMs),
        pacedUntil: pacer.pacedUntil(),
        outcome,
      });
      if (outcome.kind === 'sent' && text !== null) await recordText(tx, { sha256: outcome.file.sha256, text, at });
      if (replaces) await markStale(tx, tagsOfChange([]));
      return replaces;
    });
    round[outcome.kind === 'sent' ? 'fetched' : outcome.kind] += 1;
    if (isReplaced) round.replaced += 1;
    return null;
  } catch (error) {
    if (!(error instanceof PollFailure) || error.kind !== 'RATE_LIMITED') throw error;
    const waitMs = error.retryAfterMs ?? backoffMs(1);
    const until = new Date(scope.now().getTime() + waitMs);
    await scope.database.write((tx) =>
      recordPause(tx, { sourceId: source.id, until: pausedUntil(until, source.settings.documentsPerHour) }),
    );
    return waitMs;
  }
}

/** What a file says that was not read before; null for one that was. */
async function newTextOf(
  { sha256, byteSize, mediaType }: SentFile,
  bytes: Buffer | null,
  { database, now }: PollScope,
): Promise<DocumentText | null> {
  if (await database.readPublic((db) => isTextKnown(db, { sha256, byteSize, now: now() }))) return null;
  if (bytes === null) return { failure: 'TOO_LARGE', pageCount: null, isCut: false, pages: [] };
  return readDocumentText(bytes, mediaType);
}
