import { z } from 'zod';
import { defineEvent } from '../../define-event.js';

const subject = 'Team';
const aDomain = z.strictObject({ domain: z.string() });

/** The record of a proved domain was not found. Recorded once, until it is there again. */
export const teamDomainMissing = defineEvent({
  name: 'tenders.team_domain_missing',
  meaning: 'The record that proves the domain of the team was not found.',
  subject,
  risk: 'medium',
  body: aDomain.extend({ unprovedAfter: z.iso.datetime() }),
});

/** The record of a proved domain is there again. */
export const teamDomainFound = defineEvent({
  name: 'tenders.team_domain_found',
  meaning: 'The record that proves the domain of the team is there again.',
  subject,
  risk: 'low',
  body: aDomain,
});

/** The record was gone for too long: nobody signs in with the domain any more. */
export const teamDomainUnproved = defineEvent({
  name: 'tenders.team_domain_unproved',
  meaning: 'The domain of the team is no longer verified: its record was not found for three days.',
  subject,
  risk: 'high',
  body: aDomain,
});
