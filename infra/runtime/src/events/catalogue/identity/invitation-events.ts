import { z } from 'zod';
import { defineEvent } from '../../define-event.js';

const subject = 'Invitation';
// The address is that of somebody who may never join, so it is not told.
const invited = z.strictObject({ role: z.string(), expiresAt: z.iso.datetime() });

/** Somebody was asked to join the team. */
export const invitationCreated = defineEvent({
  name: 'identity.invitation_created',
  meaning: 'A person was invited to the team by e-mail.',
  subject,
  risk: 'medium',
  body: invited,
});

/** The mail was sent again, with another code. */
export const invitationResent = defineEvent({
  name: 'identity.invitation_resent',
  meaning: 'An invitation was sent again; the code sent before ended.',
  subject,
  risk: 'low',
  body: invited,
});

/** The invitation was taken back. */
export const invitationRevoked = defineEvent({
  name: 'identity.invitation_revoked',
  meaning: 'An invitation was revoked before it was accepted.',
  subject,
  risk: 'low',
  body: z.strictObject({ role: z.string() }),
});

/** Somebody joined the team, and is signed in to it. */
export const invitationAccepted = defineEvent({
  name: 'identity.invitation_accepted',
  meaning: 'A person accepted an invitation: they are a member of the team and signed in to it.',
  subject,
  risk: 'high',
  body: z.strictObject({
    accountId: z.guid(),
    membershipId: z.guid(),
    sessionId: z.guid(),
    role: z.string(),
    isNewAccount: z.boolean(),
  }),
});
