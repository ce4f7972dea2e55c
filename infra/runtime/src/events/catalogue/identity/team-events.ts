import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'Team';
/** Of a super-admin of the platform; without one it was the owner of the database. */
const byWhom = z.strictObject({ accountId: z.guid().exactOptional() });

/** The team has another name, its days begin at another hour, or its sessions end after another pause. */
export const teamUpdated = defineEvent({
  name: 'identity.team_updated',
  meaning: 'The name, the time zone or the idle limit of sessions of the team was changed.',
  subject,
  risk: 'medium',
  body: z.strictObject({ version: z.int(), changes: fieldChanges }),
});

/** The team works otherwise from now on. */
export const teamSettingsChanged = defineEvent({
  name: 'identity.team_settings_changed',
  meaning: 'The settings of the team were changed.',
  subject,
  risk: 'medium',
  body: z.strictObject({ version: z.int(), changes: fieldChanges }),
});

/** Invoices go to somebody else. Who it is stays out of the log. */
export const billingContactChanged = defineEvent({
  name: 'identity.billing_contact_changed',
  meaning: 'The billing contact of the team was changed or removed.',
  subject,
  risk: 'high',
  body: z.strictObject({ version: z.int(), isRemoved: z.boolean() }),
});

/** The product's owner has stopped a team. The reason is beside the body. */
export const teamSuspended = defineEvent({
  name: 'identity.team_suspended',
  meaning: 'The team was suspended: nobody signs in to it, and its jobs wait.',
  subject,
  risk: 'high',
  body: byWhom,
});

/** The team may go on. */
export const teamResumed = defineEvent({
  name: 'identity.team_resumed',
  meaning: 'The suspension of the team ended.',
  subject,
  risk: 'high',
  body: byWhom,
});

const aDomain = z.strictObject({ domain: z.string() });

/** A domain waits to be proved. */
export const teamDomainRequested = defineEvent({
  name: 'identity.team_domain_requested',
  meaning: 'The team asked for a domain to be its own.',
  subject,
  risk: 'medium',
  body: aDomain,
});

/** People sign in to the team with the domain from now on. */
export const teamDomainVerified = defineEvent({
  name: 'identity.team_domain_verified',
  meaning: 'The team proved that a domain is its own.',
  subject,
  risk: 'high',
  body: aDomain,
});

/** The domain stands for the team no more. */
export const teamDomainDeleted = defineEvent({
  name: 'identity.team_domain_deleted',
  meaning: 'The team deleted its domain.',
  subject,
  risk: 'medium',
  body: aDomain,
});
