import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { fieldChanges } from '../field-changes.js';

/** A person has read what they were told. */
export const notificationsRead = defineEvent({
  name: 'identity.notifications_read',
  meaning: 'A person marked notifications as read.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ count: z.int() }),
});

/** A person wants to be told otherwise. */
export const notificationPreferencesChanged = defineEvent({
  name: 'identity.notification_preferences_changed',
  meaning: 'A person changed what they are told of, and how.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});
