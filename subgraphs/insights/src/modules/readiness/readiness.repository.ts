import { z } from 'zod';
import type { Stored, SystemDocuments, TeamDocuments } from '@hub/runtime/documents';
import { readinessScores, type ReadinessBody } from './readiness.collection.js';

/** The team's stored scores by tender; tenders without one are absent. */
export function findScores(
  documents: TeamDocuments,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadinessBody>> {
  return documents.team(readinessScores).getMany(tenderIds);
}

/** Scores that the team has, a page at a time in the order of their ids. */
export function findScorePage(
  documents: TeamDocuments,
  page: { after: string | null; limit: number },
): Promise<readonly Stored<ReadinessBody>[]> {
  return documents.team(readinessScores).page(page);
}

/** Writes scores under their tenders. Writing the same twice leaves one. */
export async function storeScores(documents: TeamDocuments, scores: readonly ReadinessBody[]): Promise<void> {
  if (scores.length === 0) return;
  await documents.team(readinessScores).putMany(new Map(scores.map((score) => [score.tenderId, score])));
}

const sampled = z.array(z.object({ _id: z.string() }));

/** Random scores of any team, for maintenance. */
export async function sampleScores(
  documents: SystemDocuments,
  size: number,
): Promise<readonly Stored<ReadinessBody>[]> {
  const all = documents.all(readinessScores);
  const ids = sampled.parse(await all.aggregate([{ $sample: { size } }, { $project: { _id: 1 } }]));
  return [...(await all.getMany([...new Set(ids.map(({ _id }) => _id))])).values()];
}
