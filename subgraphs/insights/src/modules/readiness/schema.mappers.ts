import type { ReadinessBody } from './readiness.collection.js';

export type ReadinessCheckMapper = ReadinessBody['checklist'][number];
