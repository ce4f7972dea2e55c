import { z } from 'zod';
import { defineEvent } from '../define-event.js';

const max = z.strictObject({ max: z.int().nullable() }).nullable();

/** A super-admin is in the team, for a reason that the team reads. */
export const platformEntered = defineEvent({
  name: 'identity.platform_entered',
  meaning: 'A super-admin of the platform entered the team.',
  subject: 'PlatformEntry',
  risk: 'high',
  body: z.strictObject({ accountId: z.guid(), reason: z.string(), expiresAt: z.iso.datetime() }),
});

/** A super-admin has left before the entry expired. */
export const platformExited = defineEvent({
  name: 'identity.platform_exited',
  meaning: 'A super-admin of the platform left the team.',
  subject: 'PlatformEntry',
  risk: 'medium',
  body: z.strictObject({}),
});

/** The team has another limit than its plan's, or that of its plan again. */
export const teamLimitSet = defineEvent({
  name: 'identity.team_limit_set',
  meaning: 'A super-admin of the platform gave the team another limit than that of its plan, or took it back.',
  subject: 'Team',
  risk: 'high',
  body: z.strictObject({ accountId: z.guid(), subject: z.string(), reason: z.string(), before: max, after: max }),
});
