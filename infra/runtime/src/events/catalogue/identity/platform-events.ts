import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

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

/** The team has another plan, or its subscription stands otherwise. The reason is beside the body. */
export const teamSubscriptionSet = defineEvent({
  name: 'identity.team_subscription_set',
  meaning: 'A super-admin of the platform changed the plan or the subscription of the team.',
  subject: 'Team',
  risk: 'high',
  body: z.strictObject({ accountId: z.guid(), changes: fieldChanges }),
});

/** The team was found to comply, or is not any more. The reason is beside the body. */
export const teamComplianceSet = defineEvent({
  name: 'identity.team_compliance_set',
  meaning: 'A super-admin of the platform said that the team was found to comply, or took it back.',
  subject: 'Team',
  risk: 'high',
  body: z.strictObject({ accountId: z.guid(), isVerified: z.boolean() }),
});

/** A person may enter every team from now on. It is an event of the platform and of no team. */
export const platformAdminGranted = defineEvent({
  name: 'identity.platform_admin_granted',
  meaning: 'A person was made a super-admin of the platform.',
  subject: 'Account',
  risk: 'high',
  body: z.strictObject({ reason: z.string() }),
});

/** A person may enter no team any more. It is an event of the platform and of no team. */
export const platformAdminRevoked = defineEvent({
  name: 'identity.platform_admin_revoked',
  meaning: 'A person is no super-admin of the platform any more.',
  subject: 'Account',
  risk: 'high',
  body: z.strictObject({ reason: z.string() }),
});
