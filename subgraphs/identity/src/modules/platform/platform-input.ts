import { idOf, optional, textOf } from '@hub/runtime/graphql';
import { z } from 'zod';

export const entryMinutesMax = 60;
const entryMinutesDefault = 30;
const reasonMin = 10;
const reasonMax = 500;
const limitMax = 1_000_000;
const minutesMessage = `minutes must be 1 to ${entryMinutesMax}.`;
const maxMessage = `max must be 1 to ${limitMax}.`;

const reason = textOf('reason', reasonMax, reasonMin);

/** Which team is entered, why, and for how long. */
export const enterTeamInput = z.object({
  teamId: idOf('PlatformTeam'),
  reason,
  minutes: optional(z.int().min(1, minutesMessage).max(entryMinutesMax, minutesMessage)).transform(
    (minutes) => minutes ?? entryMinutesDefault,
  ),
});
export type EnterTeam = z.infer<typeof enterTeamInput>;

/** Which team is suspended or goes on, and why. */
export const teamStopInput = z.object({ teamId: idOf('PlatformTeam'), reason });
export type TeamStop = z.infer<typeof teamStopInput>;

/** Another limit; without `max` that of the plan. */
export const setTeamLimitInput = z.object({
  teamId: idOf('PlatformTeam'),
  subject: z.enum(['PEOPLE', 'PROJECTS', 'SEARCHES_PER_DAY']),
  max: z.union([z.null(), z.int().min(1, maxMessage).max(limitMax, maxMessage)]).exactOptional(),
  reason,
});
export type SetTeamLimit = z.infer<typeof setTeamLimitInput>;
