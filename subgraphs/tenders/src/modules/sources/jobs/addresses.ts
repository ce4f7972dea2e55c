import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Where a poll of a public source is queued. */
export const pollSourceAddress = {
  name: 'tenders:poll-source',
  schema: z.object({ sourceId: z.uuid(), isForced: z.boolean().default(false) }),
  attemptsMax: 5,
  lane: 'schedule',
} as const satisfies JobAddress;

/** Where a poll of a team's source is queued: always in the name of the team; `interactive` when somebody asks for it. */
export const pollTeamSourceAddress = {
  name: 'tenders:poll-team-source',
  schema: z.object({ teamSourceId: z.uuid(), isForced: z.boolean().default(false) }),
  attemptsMax: 25,
  lane: 'schedule',
} as const satisfies JobAddress;

/** One queue for each source: its polls run one after the other, whoever asks for them. */
export function queueOf(sourceId: string): string {
  return `source:${sourceId}`;
}
