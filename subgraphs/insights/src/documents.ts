import type { DocumentMigration, TeamCollection } from '@hub/runtime/documents';
import { readinessScores, type ReadinessBody } from './modules/readiness/readiness.collection.js';
import { tenderSummaries } from './modules/summaries/summary.collection.js';

export { readinessScores, tenderSummaries };
export type { ReadinessBody };

/** Collections with rows of teams: erasing a team walks these. */
export const teamCollections: readonly TeamCollection[] = [readinessScores];

/** Numbered steps of this subgraph's collections. A changed shape is a new step, never an edit of an old one. */
export const documentMigrations: readonly DocumentMigration[] = [
  { owner: 'insights', number: 1, name: 'create-tender-summaries', up: ({ ensure }) => ensure(tenderSummaries) },
  { owner: 'insights', number: 2, name: 'create-readiness-scores', up: ({ ensure }) => ensure(readinessScores) },
  { owner: 'insights', number: 3, name: 'drop-index-of-tenants', up: ({ ensure }) => ensure(readinessScores) },
  { owner: 'insights', number: 4, name: 'type-key-facts', up: ({ ensure }) => ensure(tenderSummaries) },
  { owner: 'insights', number: 5, name: 'keep-inputs-of-scores', up: ({ ensure }) => ensure(readinessScores) },
  { owner: 'insights', number: 6, name: 'say-which-engine', up: ({ ensure }) => ensure(tenderSummaries) },
];
