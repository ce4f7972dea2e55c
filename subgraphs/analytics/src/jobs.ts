import type { Job } from '@hub/runtime/jobs';

/** Background work of this subgraph. */
export const jobs: readonly Job[] = [];
