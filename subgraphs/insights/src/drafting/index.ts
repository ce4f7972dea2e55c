export { draftKinds, draftSection, type DraftKind, type DraftSection, type DraftText } from './draft.js';
export type { BuyerHistory, DraftProfile, DraftSource } from './draft-source.js';
export { draftForm, draftTask } from './draft-task.js';
