import { z } from 'zod';
import { defineEvent } from '../define-event.js';

/** Somebody has forgotten a password, or says so. The address is not told. */
export const passwordResetRequested = defineEvent({
  name: 'identity.password_reset_requested',
  meaning: 'A code to reset a password was sent to an e-mail address.',
  subject: null,
  risk: 'medium',
  body: z.strictObject({}),
});

/** A person set another password with a code from their mailbox. They may be in many teams, so it is an event of none. */
export const passwordReset = defineEvent({
  name: 'identity.password_reset',
  meaning: 'A password was reset with a code from the mailbox; every session of the person ended.',
  subject: 'Account',
  risk: 'high',
  body: z.strictObject({ accountId: z.guid() }),
});
