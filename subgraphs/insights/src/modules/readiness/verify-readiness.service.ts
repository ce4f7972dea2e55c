import { isDeepStrictEqual } from 'node:util';
import type { SystemDocuments } from '@hub/runtime/documents';
import { algorithmVersion, calculateReadiness } from '../../readiness/index.js';
import { sampleScores } from './readiness.repository.js';

/** What came of calculating stored scores again. */
export interface Verification {
  readonly checked: number;
  /** Of an older algorithm, or from before inputs were kept: renewed when they are next read. */
  readonly older: number;
  /** Ids of those that came to something else than is stored. */
  readonly wrong: readonly string[];
}

/** Calculates random stored scores again from the inputs that are stored with them. */
export async function verifyReadiness(documents: SystemDocuments, size: number): Promise<Verification> {
  let [checked, older] = [0, 0];
  const wrong: string[] = [];
  for await (const sampled of sampleScores(documents, size)) {
    const { _id, inputs, score, scoreMin, scoreMax, recommendation, checklist, ...stored } = sampled;
    if (inputs === null || stored.algorithmVersion !== algorithmVersion) {
      older += 1;
      continue;
    }
    checked += 1;
    const again = calculateReadiness(inputs);
    const states = (checks: readonly { state: string; points: number | null; ruleId: string; ruleVersion: string }[]) =>
      checks.map(({ state, points, ruleId, ruleVersion }) => [state, points, ruleId, ruleVersion]);
    const isSame =
      isDeepStrictEqual(
        [again.score, again.scoreMin, again.scoreMax, again.recommendation],
        [score, scoreMin, scoreMax, recommendation],
      ) && isDeepStrictEqual(states(again.checklist), states(checklist));
    if (!isSame) wrong.push(_id);
  }
  return { checked, older, wrong };
}
