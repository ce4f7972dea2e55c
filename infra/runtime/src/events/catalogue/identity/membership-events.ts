import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'Member';
const ended = z.strictObject({ accountId: z.guid(), role: z.string() });

/** A member may do more or less from now on, or for longer or less long. */
export const membershipChanged = defineEvent({
  name: 'identity.membership_changed',
  meaning: 'The role of a member, or the end of the membership, was changed.',
  subject,
  risk: 'high',
  body: z.strictObject({ accountId: z.guid(), version: z.int(), changes: fieldChanges }),
});

/** Somebody was taken out of the team. */
export const memberRemoved = defineEvent({
  name: 'identity.member_removed',
  meaning: 'A member was removed from the team, and signed out of it.',
  subject,
  risk: 'high',
  body: ended,
});

/** Somebody left the team. */
export const teamLeft = defineEvent({
  name: 'identity.team_left',
  meaning: 'A member left the team, and was signed out of it.',
  subject,
  risk: 'high',
  body: ended,
});

/** A person chose the team to sign in to. Which one is not told: it may be another. */
export const defaultTeamSet = defineEvent({
  name: 'identity.default_team_set',
  meaning: 'A person chose which of their teams signing in leads to.',
  subject: 'Account',
  risk: 'low',
  body: z.strictObject({ accountId: z.guid() }),
});

/** A person works otherwise in the team from now on. */
export const preferencesChanged = defineEvent({
  name: 'identity.preferences_changed',
  meaning: 'A person changed how they work in the team: layout, notifications, filters or AI.',
  subject,
  risk: 'low',
  body: z.strictObject({ version: z.int(), changes: fieldChanges }),
});
