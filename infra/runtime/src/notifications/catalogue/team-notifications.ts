import { z } from 'zod';
import { defineNotification } from '../define-notification.js';

const name = z.string().max(200);

/** A person with an account was invited to another team. The mail with the code is sent besides. */
export const invitationReceived = defineNotification({
  name: 'INVITATION_RECEIVED',
  meaning: 'Another team has invited the person. The mail with the code is sent in any case.',
  subject: null,
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'OFF' },
  data: z.object({ teamName: name, role: z.string().max(40) }),
  words: ({ teamName, role }) => ({
    title: `${teamName} invites you to join as ${role}`,
    body: 'The code to join is in your mailbox.',
  }),
});

/** Somebody whom the person invited has joined. */
export const invitationAccepted = defineNotification({
  name: 'INVITATION_ACCEPTED',
  meaning: 'Somebody whom the person invited has joined the team.',
  subject: 'Invitation',
  priority: 'LOW',
  usual: { isInApp: true, email: 'DAILY' },
  data: z.object({ displayName: name, role: z.string().max(40) }),
  words: ({ displayName, role }) => ({ title: `${displayName} has joined your team as ${role}`, body: null }),
});

/** The record of the team's domain is gone. */
export const domainMissing = defineNotification({
  name: 'DOMAIN_MISSING',
  meaning: 'The TXT record of the domain of the team was not found. Told once, until it is there again.',
  subject: null,
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ domain: name, unprovedAfter: z.iso.datetime() }),
  words: ({ domain, unprovedAfter }) => ({
    title: `The record that proves ${domain} is gone`,
    body: `Publish it again: Team.domain names it. Without it, nobody can sign in with ${domain} after ${unprovedAfter}.`,
  }),
});

/** The domain of the team is no longer verified. */
export const domainUnproved = defineNotification({
  name: 'DOMAIN_UNPROVED',
  meaning: 'The domain of the team is no longer verified, because its TXT record was not found for three days.',
  subject: null,
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ domain: name }),
  words: ({ domain }) => ({
    title: `${domain} is no longer verified for your team`,
    body: 'Its record was not found for three days. People sign in with the short name of the team; publish the record and verify the domain again.',
  }),
});
