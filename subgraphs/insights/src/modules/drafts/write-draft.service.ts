import type { Draft } from '@hub/prisma/client';
import { draftFinished, recordEvent } from '@hub/runtime/events';
import type { RequestScope } from '@hub/runtime/service';
import { draftKinds, draftTask, type DraftSource, type DraftText } from '../../drafting/index.js';
import { answerTask, type Engine, type EnginePrices, type TaskOutcome } from '../../engines/index.js';
import { draftSourceOf } from './draft-source.service.js';
import * as drafts from './draft.repository.js';
import { settleTokens } from './token-budget.repository.js';

/** What writes drafts. */
export interface Writers {
  readonly engines: readonly Engine[];
  readonly prices: EnginePrices | null;
}

/**
 * Writes a draft that waits. One that an earlier run has begun and not ended is written without a model: what that run
 * asked may have been paid for, and is not paid for twice.
 */
export async function writeDraft(scope: RequestScope, draftId: string, writers: Writers): Promise<void> {
  const { database, now } = scope;
  const begun = await database.write((tx) =>
    drafts.changeDraft(tx, { id: draftId, status: 'QUEUED' }, { status: 'RUNNING', startedAt: now() }),
  );
  const draft = begun ?? (await database.read((db) => drafts.findDraft(db, draftId)));
  if (draft === null || draft.status !== 'RUNNING') return;
  const kind = draftKinds.find((known) => known === draft.kind);
  const source = kind === undefined ? null : await draftSourceOf(scope, draft, kind);
  if (source === null) return giveUp(scope, draft, begun === null);
  const mayAsk = begun !== null && draft.allowsModel;
  await finish(scope, draft, await written(source, mayAsk ? writers.engines : []), {
    writers,
    wasLost: begun === null,
  });
}

interface Written extends TaskOutcome<DraftText> {
  readonly promptHash: string | null;
}

async function written(source: DraftSource, engines: readonly Engine[]): Promise<Written> {
  const task = draftTask(source);
  const outcome = await answerTask(engines, task);
  const asked = engines.find(({ model }) => model === (outcome.failures[0]?.model ?? outcome.model));
  return { ...outcome, promptHash: asked?.promptHash(task) ?? null };
}

async function giveUp({ database, now }: RequestScope, draft: Draft, wasLost: boolean): Promise<void> {
  await database.write(async (tx) => {
    const ended = await drafts.changeDraft(tx, draft, { status: 'FAILED', finishedAt: now() });
    if (ended === null) return;
    const used = wasLost ? draft.reservedTokens : 0;
    await settleTokens(tx, { month: draft.budgetMonth, reserved: draft.reservedTokens, used });
    await recordEvent(tx, draftFinished, { subjectId: draft.id, body: { status: 'FAILED', model: null } });
  });
}

async function finish(
  { database, now, logger }: RequestScope,
  draft: Draft,
  { value, model, tokens, failures, promptHash }: Written,
  { writers, wasLost }: { readonly writers: Writers; readonly wasLost: boolean },
): Promise<void> {
  for (const { model: engine, reason } of failures) logger.warn({ engine, reason }, 'An engine gave no draft.');
  const isOfModel = writers.engines.some((engine) => engine.isMetered && engine.model === model);
  const counted = tokens === null ? null : tokens.input + tokens.output;
  // What nobody counted may have been all that was set aside.
  const isUncounted = wasLost || failures.some(({ isSpent }) => isSpent) || (isOfModel && counted === null);
  const used = isUncounted ? draft.reservedTokens : (counted ?? 0);
  const cost = tokens === null || writers.prices === null ? null : costOf(tokens, writers.prices);
  await database.write(async (tx) => {
    const ended = await drafts.changeDraft(tx, draft, {
      status: 'READY',
      sections: value.sections.map(({ heading, sentences }) => ({
        heading,
        sentences: sentences.map(({ text, quote }) => ({ text, quote: quote === null ? null : { ...quote } })),
      })),
      droppedCount: value.droppedCount,
      model,
      promptHash,
      engineFailures: failures.map(({ model: engine, reason, tookMs }) => ({ engine, reason, tookMs })),
      inputTokens: tokens?.input ?? null,
      outputTokens: tokens?.output ?? null,
      costAmount: cost?.amount ?? null,
      costCurrency: cost?.currency ?? null,
      finishedAt: now(),
    });
    if (ended === null) return;
    await settleTokens(tx, { month: draft.budgetMonth, reserved: draft.reservedTokens, used });
    await recordEvent(tx, draftFinished, { subjectId: draft.id, body: { status: 'READY', model } });
  });
}

function costOf(tokens: { readonly input: number; readonly output: number }, prices: EnginePrices) {
  const amount = (tokens.input * prices.perMillionInput + tokens.output * prices.perMillionOutput) / 1_000_000;
  return { amount: amount.toFixed(6), currency: prices.currency };
}
