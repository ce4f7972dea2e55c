import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/**
 * Where the matching of a team's saved searches is queued, always in the name of the team: those whose turn it is, or
 * one that somebody waits for. The database queues it as well, by this name: `tenders.queue_alerts`.
 */
export const matchSavedSearchesAddress = {
  name: 'tenders:match-saved-searches',
  schema: z.object({ savedSearchId: z.uuid().optional() }),
} as const satisfies JobAddress;

/** One queue for each team, as `tenders.queue_alerts` names it: one large team does not hold up the others. */
export function queueOfTeam(teamId: string): string {
  return `alerts:${teamId}`;
}
