import type { Stored } from '@hub/runtime/documents';
import type { RequestScope } from '@hub/runtime/service';
import { answerTask, type Engine } from '../../engines/index.js';
import type { TenderFacts } from '../tender-facts/tender-facts.js';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import type { SummaryBody } from './summary.collection.js';
import { findUnrefinedSummaries, storeRefinedSummary } from './summary.repository.js';
import { summaryTask } from './summary-task.js';

const triedAgainAfterMs = 3_600_000;
const summariesMax = 100;

/**
 * Has models choose what summaries tell, those first that the embedded engine trusts least. A summary stands as it is until
 * then, and where no model gives anything it stands and says which failed and why; it is tried again after an hour.
 *
 * @param budgetMs - no further summary is begun after that.
 */
export async function refineSummaries(
  scope: RequestScope,
  engines: readonly Engine[],
  { budgetMs = 50_000 }: { readonly budgetMs?: number } = {},
): Promise<void> {
  const [preferred] = engines;
  if (preferred === undefined) return;
  const atOnce = Math.min(...engines.map((engine) => engine.atOnce));
  const startedAt = performance.now();
  const before = new Date(scope.now().getTime() - triedAgainAfterMs);
  const due = await findUnrefinedSummaries(scope.documents, { model: preferred.model, before, limit: summariesMax });
  for (let start = 0; start < due.length && performance.now() - startedAt < budgetMs; start += atOnce) {
    const slice = due.slice(start, start + atOnce);
    const ids = slice.map(({ tenderId }) => tenderId);
    const facts = await scope.database.readPublic((db) => findTenderFacts(db, ids));
    await Promise.all(slice.map((summary) => refine(scope, engines, { summary, facts: facts.get(summary.tenderId) })));
  }
}

async function refine(
  scope: RequestScope,
  engines: readonly Engine[],
  { summary, facts }: { readonly summary: Stored<SummaryBody>; readonly facts: TenderFacts | undefined },
): Promise<void> {
  if (facts === undefined) return;
  const { value, model, tookMs, failures } = await answerTask(engines, summaryTask(facts));
  const refinedBy = engines.some((engine) => engine.model === model) ? model : null;
  for (const { model: failed, reason } of failures)
    scope.logger.warn({ engine: failed, reason }, 'An engine gave no summary.');
  await storeRefinedSummary(scope.documents, summary, {
    ...(refinedBy !== null && { summary: value.text, isTitleOnly: value.isTitleOnly, confidence: value.confidence }),
    ...(refinedBy !== null && { processingTimeMs: tookMs }),
    refinedBy,
    engineTriedAt: scope.now(),
    engineFailures: failures.map((failure) => ({
      engine: failure.model,
      reason: failure.reason,
      tookMs: failure.tookMs,
    })),
  });
}
