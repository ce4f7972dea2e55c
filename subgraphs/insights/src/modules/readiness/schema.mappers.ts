import type { ReadinessBody } from './readiness.collection.js';

export type ReadinessMapper = ReadinessBody;
export type ReadinessCheckMapper = ReadinessBody['checklist'][number];
export type ReadinessRemedyMapper = ReadinessBody['remedies'][number];
