import type { TeamDocuments } from '@hub/runtime/documents';
import { readinessScores, type ReadinessBody } from './readiness.collection.js';

/** The team's stored scores by tender; tenders without one are absent. */
export function findScores(
  documents: TeamDocuments,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadinessBody>> {
  return documents.team(readinessScores).getMany(tenderIds);
}

/** Ids of the tenders that the team has scores of, a page at a time in a fixed order. */
export async function findScoredTenderIds(
  documents: TeamDocuments,
  page: { limit: number; skip: number },
): Promise<readonly string[]> {
  const scores = await documents.team(readinessScores).find({}, page);
  return scores.map(({ tenderId }) => tenderId);
}

/** Writes scores under their tenders. Writing the same twice leaves one. */
export async function storeScores(documents: TeamDocuments, scores: readonly ReadinessBody[]): Promise<void> {
  if (scores.length === 0) return;
  await documents.team(readinessScores).putMany(new Map(scores.map((score) => [score.tenderId, score])));
}
