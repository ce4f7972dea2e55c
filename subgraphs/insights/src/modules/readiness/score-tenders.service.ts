import { requireTeam } from '@hub/runtime/auth';
import type { RequestScope } from '@hub/runtime/service';
import { calculated } from './calculate-score.js';
import { batchesOf, inputsNow, scoringNow, type Scoring } from './inputs-now.service.js';
import type { ReadinessBody } from './readiness.collection.js';
import { removeScores, storeScores } from './readiness.repository.js';
import * as rows from './score-row.repository.js';

/**
 * Makes the stored scores of public tenders what they should be: of those that the team tracks or has found the score as a reader
 * would calculate it now, of all others none. Jobs of one team run one after the other, so an older score never takes the
 * place of a newer one; run twice or cut off, it leaves the same.
 */
export async function scorePublic(scope: RequestScope, tenderIds: readonly string[]): Promise<void> {
  const wanted = new Set(await scope.database.read((db) => rows.findWanted(db, tenderIds)));
  await forget(
    scope,
    tenderIds.filter((id) => !wanted.has(id)),
  );
  await scoreAll(scope, [...wanted]);
}

/** Scores what the team tracks or has found and what has no score yet. */
export async function scoreUnscored(scope: RequestScope): Promise<void> {
  await scoreAll(scope, await scope.database.read(rows.findUnscored));
}

/** Brings all stored scores of public tenders up to date. */
export async function rescorePublic(scope: RequestScope): Promise<void> {
  await scoreAll(scope, await scope.database.read(rows.findAllWanted));
  await forget(scope, await scope.database.read(rows.findUnwanted));
}

async function scoreAll(scope: RequestScope, tenderIds: readonly string[]): Promise<void> {
  if (tenderIds.length === 0) return;
  const scoring = await scoringNow(scope, tenderIds.length);
  // One after the other: whoever reads meanwhile finds a processor free.
  for (const ids of batchesOf(tenderIds)) await store(scope, await freshScores(scope, ids, scoring));
}

/** Scores of tenders that differ from what is stored. */
async function freshScores(scope: RequestScope, ids: readonly string[], scoring: Scoring): Promise<ReadinessBody[]> {
  const stored = await scope.database.read((db) => rows.findHashes(db, ids));
  const fresh: ReadinessBody[] = [];
  for await (const { tenderId, inputs, inputsHash } of inputsNow(scope, ids, scoring))
    if (stored.get(tenderId) !== inputsHash)
      fresh.push({ ...calculated(inputs, inputsHash), tenderId, inputsHash, calculatedAt: scope.now() });
  return fresh;
}

async function store(scope: RequestScope, fresh: readonly ReadinessBody[]): Promise<void> {
  if (fresh.length === 0) return;
  const teamId = requireTeam(scope.actor, 'Scores are of a team.');
  // The document first: there is never a row without one.
  await storeScores(scope.documents, fresh);
  await scope.database.write((tx) => rows.upsertRows(tx, teamId, fresh));
}

/** The row first: there is never one without its document. */
async function forget(scope: RequestScope, tenderIds: readonly string[]): Promise<void> {
  for (const ids of batchesOf(tenderIds)) {
    await scope.database.write((tx) => rows.deleteRows(tx, ids));
    await removeScores(scope.documents, ids);
  }
}
