import type { RequestScope } from '@hub/runtime/service';
import { createReadinessLoader } from './modules/readiness/readiness.loader.js';
import { createSummaryLoader } from './modules/summaries/summary.loader.js';
import type { SummaryRequests } from './modules/summaries/summary.service.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request. */
export function createLoaders(scope: RequestScope, requests: SummaryRequests) {
  return { summary: createSummaryLoader(scope, requests), readiness: createReadinessLoader(scope) };
}
