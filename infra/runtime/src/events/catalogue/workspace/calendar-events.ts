import { z } from 'zod';
import { defineEvent, type EventType } from '../../define-event.js';

/** Whose calendar it is. The address is never told. */
const ofMember = z.strictObject({ membershipId: z.guid() });

const ofCalendar = (name: `workspace.${string}`, meaning: string): EventType<z.infer<typeof ofMember>> =>
  defineEvent({ name, meaning, subject: null, risk: 'medium', body: ofMember });

export const calendarFeedCreated = ofCalendar(
  'workspace.calendar_feed_created',
  'A member made an address for their calendar. One from before stopped working.',
);
export const calendarFeedRevoked = ofCalendar(
  'workspace.calendar_feed_revoked',
  'A member revoked the address of their calendar.',
);
