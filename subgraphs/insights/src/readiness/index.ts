export { algorithmVersion, calculateReadiness, type ReadinessInputs } from './calculate-readiness.js';
export type { GradeLimit, HeldDesignation, PreferenceLimit } from './readiness.js';
