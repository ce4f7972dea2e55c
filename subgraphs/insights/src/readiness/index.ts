export { algorithmVersion, calculateReadiness, type Readiness } from './calculate-readiness.js';
export { needsAt, readNeeds, readTexts, type NeedsSource, type StatedNeeds } from './read-needs.js';
export type {
  Check,
  GradeLimit,
  HeldDesignation,
  JointVentureRule,
  Obstacle,
  PreferenceLimit,
  ReadinessInputs,
  TenderNeeds,
} from './readiness.js';
export { remedyKinds } from './remedy.js';
export { isNamedIn, sectorsNamed } from './sectors.js';
