import { defineLoaders } from '@hub/runtime/loaders';
import { createReadinessLoader } from './modules/readiness/readiness.loader.js';
import { createSummaryLoader } from './modules/summaries/summary.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  summary: createSummaryLoader,
  readiness: createReadinessLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
