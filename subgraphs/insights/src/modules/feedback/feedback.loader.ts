import { createRowLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findFeedback } from './feedback.repository.js';

/** What the actor's team makes of tenders, by tender; null where nobody has said so. */
export function createFeedbackLoader({ database }: RequestScope) {
  return createRowLoader(
    (tenderIds) => database.read((db) => findFeedback(db, tenderIds)),
    ({ tenderId }) => tenderId,
  );
}
