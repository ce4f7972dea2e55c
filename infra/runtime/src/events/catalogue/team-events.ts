import { z } from 'zod';
import { defineEvent } from '../define-event.js';

const subject = 'Team';

/** The product's owner has stopped a team. The reason is beside the body. */
export const teamSuspended = defineEvent({
  name: 'identity.team_suspended',
  meaning: 'The team was suspended: nobody signs in to it, and its jobs wait.',
  subject,
  risk: 'high',
  body: z.strictObject({}),
});

/** The team may go on. */
export const teamResumed = defineEvent({
  name: 'identity.team_resumed',
  meaning: 'The suspension of the team ended.',
  subject,
  risk: 'high',
  body: z.strictObject({}),
});
