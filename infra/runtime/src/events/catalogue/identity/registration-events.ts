import { z } from 'zod';
import { defineEvent } from '../../define-event.js';

/** Somebody wants to make a team. The address is not told: whoever reads the stream has no business with it. */
export const signUpRequested = defineEvent({
  name: 'identity.sign_up_requested',
  meaning: 'A code to sign up was sent to an e-mail address.',
  subject: null,
  risk: 'low',
  body: z.strictObject({}),
});

/** A team was made by its first owner, who is signed in to it. */
export const teamCreated = defineEvent({
  name: 'identity.team_created',
  meaning: 'A team was created by its first owner, who is signed in to it.',
  subject: 'Team',
  risk: 'medium',
  body: z.strictObject({
    slug: z.string(),
    name: z.string(),
    plan: z.string(),
    timeZone: z.string(),
    accountId: z.guid(),
    membershipId: z.guid(),
    sessionId: z.guid(),
    isNewAccount: z.boolean(),
  }),
});
