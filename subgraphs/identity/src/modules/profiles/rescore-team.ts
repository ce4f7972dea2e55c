import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Work of insights: brings the team's readiness scores up to date. Queued by name; the two meet in the queue. */
export const rescoreTeam: JobAddress<Record<string, never>> = {
  name: 'insights:rescore-team',
  schema: z.object({}),
};
