import { z } from 'zod';
import { defineNotification } from '../define-notification.js';

/** A colleague mentioned the person in a comment. */
export const mentioned = defineNotification({
  name: 'MENTIONED',
  meaning: 'Somebody mentioned the person in a comment. Told once for each comment, however often it is changed.',
  subject: 'Comment',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ about: z.string().max(500) }),
  words: ({ about }) => ({ title: `You were mentioned in a comment on “${about}”`, body: null }),
});
