export { algorithmVersion, calculateReadiness, type Readiness, type ReadinessInputs } from './calculate-readiness.js';
export { readNeeds, type NeedsSource } from './read-needs.js';
export type { GradeLimit, HeldDesignation, JointVentureRule, PreferenceLimit, TenderNeeds } from './readiness.js';
export { remedyKinds } from './remedies.js';
