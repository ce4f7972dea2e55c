import { z } from 'zod';
import { oneOf, type Stored, type SystemDocuments, type TeamDocuments } from '@hub/runtime/documents';
import { slicesOf } from '@hub/runtime/values';
import { readinessScores, type ReadinessBody } from './readiness.collection.js';

/** The team's stored scores by tender; tenders without one are absent. */
export function findScores(
  documents: TeamDocuments,
  tenderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadinessBody>> {
  return documents.team(readinessScores).getMany(tenderIds);
}

// Few enough that a busy machine answers in time.
const readTogetherMax = 100;

/** Writes a batch of scores under their tenders. Writing the same twice leaves one. */
export async function storeScores(documents: TeamDocuments, scores: readonly ReadinessBody[]): Promise<void> {
  await documents.team(readinessScores).putMany(new Map(scores.map((score) => [score.tenderId, score])));
}

const sampled = z.array(z.object({ _id: z.string() }));

/** Random scores of any team, for maintenance: each once, though the store may draw one twice. */
export async function* sampleScores(documents: SystemDocuments, size: number): AsyncGenerator<Stored<ReadinessBody>> {
  const all = documents.all(readinessScores);
  const drawn = sampled.parse(await all.aggregate([{ $sample: { size } }, { $project: { _id: 1 } }]));
  const ids = [...new Set(drawn.map(({ _id }) => _id))];
  for (const slice of slicesOf(ids, readTogetherMax)) yield* (await all.getMany(slice)).values();
}

/** Tenders of which the team has a document, each as often as it has one. */
export async function findScoredIds(documents: TeamDocuments): Promise<readonly string[]> {
  const found = await documents.team(readinessScores).aggregate([{ $project: { tenderId: 1, _id: 0 } }]);
  return scored.parse(found).map(({ tenderId }) => tenderId);
}

const scored = z.array(z.object({ tenderId: z.string() }));

/** Forgets scores of at most 1,000 tenders. */
export async function removeScores(documents: TeamDocuments, tenderIds: readonly string[]): Promise<void> {
  if (tenderIds.length > 0) await documents.team(readinessScores).removeMany({ tenderId: oneOf(tenderIds) });
}
