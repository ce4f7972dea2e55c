import { z } from 'zod';
import { defineEvent } from '../../define-event.js';

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

const subject = 'Account';
const ofAccount = z.strictObject({ accountId: z.guid() });

/** A person changed their account. Names and numbers are theirs: which were changed is told, and not to what. */
export const accountUpdated = defineEvent({
  name: 'identity.account_updated',
  meaning: 'A person changed their own account.',
  subject,
  risk: 'low',
  body: ofAccount.extend({ version: z.int(), fields: z.array(z.string()) }),
});

/** A person changed their password, and knew the one before. */
export const passwordChanged = defineEvent({
  name: 'identity.password_changed',
  meaning: 'A person changed their password; every other session of theirs ended.',
  subject,
  risk: 'high',
  body: ofAccount,
});

/** A code was sent to the address of an account. */
export const emailVerificationRequested = defineEvent({
  name: 'identity.email_verification_requested',
  meaning: 'A code to prove an e-mail address was sent to it.',
  subject,
  risk: 'low',
  body: ofAccount,
});

/** A code was sent to the address that an account is to have. The address is not told. */
export const emailChangeRequested = defineEvent({
  name: 'identity.email_change_requested',
  meaning: 'A code was sent to an e-mail address that is to be that of an account.',
  subject,
  risk: 'high',
  body: ofAccount,
});

/** A mailbox was proved. Its person may be in many teams, so it is an event of none. */
export const emailVerified = defineEvent({
  name: 'identity.email_verified',
  meaning: 'An e-mail address was proved with a code, and may have become that of the account by it.',
  subject,
  risk: 'high',
  body: ofAccount.extend({ isChanged: z.boolean() }),
});

/** A person cannot sign in any more. */
export const accountDeactivated = defineEvent({
  name: 'identity.account_deactivated',
  meaning: 'The account of a member was deactivated, and every session of it ended.',
  subject,
  risk: 'high',
  body: ofAccount.extend({ memberId: z.guid() }),
});

/** A person can sign in again. */
export const accountReactivated = defineEvent({
  name: 'identity.account_reactivated',
  meaning: 'A deactivated account was activated again.',
  subject,
  risk: 'high',
  body: ofAccount.extend({ memberId: z.guid() }),
});

/** A person ended sessions of theirs, which may be in other teams. */
export const ownSessionsEnded = defineEvent({
  name: 'identity.own_sessions_ended',
  meaning: 'A person ended sessions of their own from another one.',
  subject,
  risk: 'medium',
  body: ofAccount.extend({ count: z.int() }),
});
