import type { Job } from '@hub/runtime/jobs';

/** Background work of this subgraph: none, because the worker may not take on identity's role. */
export const jobs: readonly Job[] = [];
