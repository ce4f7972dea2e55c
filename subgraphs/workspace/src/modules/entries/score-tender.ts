import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Work of insights: stores the team's readiness for a tender. Queued by name; the two meet in the queue. */
export const scoreTender: JobAddress<{ tenderId: string }> = {
  name: 'insights:score-tender',
  schema: z.object({ tenderId: z.uuid() }),
};

/** Scores of one team are stored one after the other: an older one never takes the place of a newer one. */
export function scoringQueueOf(teamId: string): string {
  return `readiness:${teamId}`;
}
