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
