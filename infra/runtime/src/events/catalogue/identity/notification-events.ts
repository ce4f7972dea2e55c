import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

/** A person has read what they were told. */
export const notificationsRead = defineEvent({
  name: 'identity.notifications_read',
  meaning: 'A person marked notifications as read.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ count: z.int() }),
});

/** A person used the link of a mail to get no more of them. */
export const notificationMailStopped = defineEvent({
  name: 'identity.notification_mail_stopped',
  meaning: 'A person stopped mails, of one type or all, with the link of a mail.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ accountId: z.guid(), type: z.string().nullable() }),
});

/** A person wants to be told otherwise. */
export const notificationPreferencesChanged = defineEvent({
  name: 'identity.notification_preferences_changed',
  meaning: 'A person changed what they are told of, and how.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});
