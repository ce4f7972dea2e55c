import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

// Sessions begin and end before and after there is a person who acts, so the body names the account.
const ofAccount = z.strictObject({ accountId: z.guid() });

/** A session has begun. */
export const signedIn = defineEvent({
  name: 'identity.signed_in',
  meaning: 'A person signed in to the team.',
  subject: 'Session',
  risk: 'low',
  body: ofAccount.extend({ membershipId: z.guid(), role: z.string(), expiresAt: z.iso.datetime() }),
});

/** The refresh token of a session was exchanged. Neither token is told. */
export const sessionRefreshed = defineEvent({
  name: 'identity.session_refreshed',
  meaning: 'A session was continued with its refresh token.',
  subject: 'Session',
  risk: 'low',
  body: ofAccount,
});

/** A person has ended their session. */
export const signedOut = defineEvent({
  name: 'identity.signed_out',
  meaning: 'A person signed out.',
  subject: 'Session',
  risk: 'low',
  body: ofAccount,
});

/** The product has ended a session before its time. */
export const sessionRevoked = defineEvent({
  name: 'identity.session_revoked',
  meaning:
    'A session was ended: its refresh token came back, it was not used for too long, or its person may not be in the team any more.',
  subject: 'Session',
  risk: 'high',
  body: ofAccount.extend({ reason: z.enum(['refresh_reused', 'membership_ended', 'account_deactivated', 'timeout']) }),
});

/** The company profile was filled in or changed. Contact data is told as changed, without its values. */
export const companyProfileChanged = defineEvent({
  name: 'identity.company_profile_changed',
  meaning: 'The company profile was filled in or changed.',
  subject: 'Team',
  risk: 'medium',
  body: z.strictObject({ version: z.int(), changes: fieldChanges }),
});
