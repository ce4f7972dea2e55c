import { limitBounds, limitSubjects } from '@hub/runtime/database';
import { idOf, optional, textOf } from '@hub/runtime/graphql';
import { z } from 'zod';

export const entryMinutesMax = 60;
const entryMinutesDefault = 30;
const reasonMin = 10;
const reasonMax = 500;
const minutesMessage = `minutes must be 1 to ${entryMinutesMax}.`;

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
export const setTeamLimitInput = z
  .object({
    teamId: idOf('PlatformTeam'),
    subject: z.enum(limitSubjects),
    max: z.union([z.null(), z.int()]).exactOptional(),
    reason,
  })
  .superRefine(({ subject, max }, { addIssue }) => {
    const bound = limitBounds[subject];
    if (max === undefined || max === null || (max >= 1 && max <= bound)) return;
    const message = `max must be 1 to ${bound.toLocaleString('en')} for ${subject}.`;
    addIssue({ code: 'custom', path: ['max'], message, input: max });
  });
export type SetTeamLimit = z.infer<typeof setTeamLimitInput>;

/** Another plan or subscription: only the fields that the client sent, where null is no end. */
export const setTeamSubscriptionInput = z.object({
  teamId: idOf('PlatformTeam'),
  plan: z.enum(['FREE', 'BASIC', 'PRO']).exactOptional(),
  status: z
    .enum(['TRIAL', 'ACTIVE', 'SUSPENDED', 'CANCELLED'])
    .refine((status) => status !== 'SUSPENDED', 'A team is suspended by suspendTeam.')
    .exactOptional(),
  expiresAt: z.union([z.null(), z.date()]).exactOptional(),
  reason,
});
export type SetTeamSubscription = z.infer<typeof setTeamSubscriptionInput>;

/** Whether a team was found to comply. */
export const setTeamComplianceInput = z.object({ teamId: idOf('PlatformTeam'), isVerified: z.boolean(), reason });
export type SetTeamCompliance = z.infer<typeof setTeamComplianceInput>;
