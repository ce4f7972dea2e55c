import { createHash } from 'node:crypto';
import { cacheKey } from '@hub/runtime/cache';
import type { Stored } from '@hub/runtime/documents';
import { HubError } from '@hub/runtime/errors';
import { createJoinedRead } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findExistingIds, findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import type { TenderFacts } from '../tender-facts/tender-facts.js';
import type { EngineFailureReason } from '../../engines/index.js';
import type { KeyFact } from '../../key-facts/index.js';
import { extractiveModel, summarise } from '../../summariser/index.js';
import type { SummaryBody } from './summary.collection.js';
import { findSummaries, storeSummary } from './summary.repository.js';

/** A summary as it is now: there, or on its way and empty. */
export interface SummaryNow {
  readonly state: 'READY' | 'PENDING';
  readonly text: string | null;
  readonly keyPoints: string[];
  readonly facts: KeyFact[];
  /** The text says no more than the title, so there is no summary. */
  readonly isTitleOnly: boolean;
  readonly model: string | null;
  readonly confidence: number | null;
  readonly language: string | null;
  readonly generatedAt: Date | null;
  /** Models that gave nothing when they were last asked, and why. */
  readonly engineFailures: { readonly engine: string; readonly reason: EngineFailureReason }[];
}

/** Has summaries made that readers asked for. */
export interface SummaryRequests {
  /** Queues those that were not asked for within the last minute. */
  ask(tenderIds: readonly string[], now: Date): Promise<void>;
}

const readTogether = createJoinedRead<Stored<SummaryBody>>();
const lockMs = 60_000;
const lockWaitMs = 5_000;

/** Summaries of tenders; absent for ids that are no tenders. Those not made yet are asked for. */
export async function summariesNow(
  scope: RequestScope,
  requests: SummaryRequests,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, SummaryNow>> {
  const found = await readTogether('public', tenderIds, (ids) => findSummaries(scope.documents, ids));
  const states = new Map([...found].map(([id, summary]) => [id, readySummary(summary)]));
  const missing = tenderIds.filter((id) => !states.has(id));
  if (missing.length === 0) return states;
  const existing = await scope.database.readPublic((db) => findExistingIds(db, missing));
  await requests.ask([...existing], scope.now());
  for (const id of existing) states.set(id, pendingSummary());
  return states;
}

function readySummary({ summary, updatedAt, ...rest }: Stored<SummaryBody>): SummaryNow {
  const { keyPoints, facts, isTitleOnly, confidence, language, engineFailures = [] } = rest;
  return {
    state: 'READY',
    text: isTitleOnly ? null : summary,
    keyPoints,
    facts,
    isTitleOnly,
    model: rest.refinedBy ?? rest.model,
    confidence,
    language,
    generatedAt: updatedAt,
    engineFailures,
  };
}

function pendingSummary(): SummaryNow {
  return {
    state: 'PENDING',
    text: null,
    keyPoints: [],
    facts: [],
    isTitleOnly: false,
    model: null,
    confidence: null,
    language: null,
    generatedAt: null,
    engineFailures: [],
  };
}

/**
 * Makes the summary of a tender and stores it, unless the stored one was made from the same source. The lock only
 * saves double work: what two workers store at once is decided by the tender's version.
 */
export async function summariseTender(scope: RequestScope, tenderId: string): Promise<void> {
  const key = cacheKey({ team: 'public', type: 'summaryLock', id: tenderId });
  const locked = await scope.cache.withLock({ key, ttlMs: lockMs, waitMs: lockWaitMs }, () =>
    readAndRenew(scope, tenderId),
  );
  if (locked.status === 'unavailable') await readAndRenew(scope, tenderId);
  // The other worker may have read an older version: failing has the queue try again, and then find nothing to do.
  if (locked.status === 'busy') throw new HubError('CONFLICT', 'Another worker is summarising this tender.');
}

async function readAndRenew(scope: RequestScope, tenderId: string): Promise<void> {
  const facts = (await scope.database.readPublic((db) => findTenderFacts(db, [tenderId]))).get(tenderId);
  // The tender may be gone by the time its job runs; then there is nothing to summarise and nothing to retry.
  if (facts === undefined) return;
  await renewSummary(scope, facts, (await findSummaries(scope.documents, [tenderId])).get(tenderId));
}

/** Makes the summary of a tender and stores it, unless the stored one was made from the same source. */
export async function renewSummary(
  scope: Pick<RequestScope, 'documents'>,
  facts: TenderFacts,
  stored: Stored<SummaryBody> | undefined,
): Promise<void> {
  const sourceHash = sourceHashOf(facts);
  if (stored?.sourceHash === sourceHash) return;
  const startedAt = performance.now();
  const { text, facts: keyFacts, isTitleOnly, confidence, language } = summarise(facts);
  const processingTimeMs = Math.round(performance.now() - startedAt);
  await storeSummary(scope.documents, {
    tenderId: facts.id,
    summary: text,
    isTitleOnly,
    keyPoints: keyFacts.map(({ line }) => line),
    facts: [...keyFacts],
    model: extractiveModel,
    processingTimeMs,
    confidence,
    language,
    sourceHash,
    sourceVersion: facts.version,
  });
}

/** The version is left out: a new version that changes nothing a summary is made from needs no new summary. */
export function sourceHashOf({ version: _version, ...source }: TenderFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([extractiveModel, source]))
    .digest('hex');
}
