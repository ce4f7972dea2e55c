import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Work of insights: makes the team's stored scores of tenders what they should be. Queued by name; the two meet in the queue. */
export const scoreTenders: JobAddress<{ tenderIds: string[] }> = {
  name: 'insights:score-tenders',
  schema: z.object({ tenderIds: z.array(z.uuid()).max(1_000) }),
};

/** Work of insights: scores what the team's saved searches have found. */
export const scoreFound: JobAddress<Record<string, never>> = { name: 'insights:score-found', schema: z.object({}) };

/** Scores of one team are stored one after the other: an older one never takes the place of a newer one. */
export function scoringQueueOf(teamId: string): string {
  return `readiness:${teamId}`;
}
