import { z } from 'zod';
import { defineNotification } from '../define-notification.js';
import { fieldInWords, localTime } from '../in-words.js';

const title = z.string().max(500);
const zone = z.string().max(60);

/** A tender that the team tracks was changed in a way that a bidder must know. */
export const tenderChanged = defineNotification({
  name: 'TENDER_CHANGED',
  meaning: 'The publisher changed something of a tracked tender that matters to a bid.',
  subject: 'Tender',
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({
    tenderTitle: title,
    /** The version that the change made: `Tender.history` shows each field before and after. */
    version: z.int(),
    fields: z.array(z.string().max(60)).max(20),
    /** When bids close now, where that is what changed. */
    closingAt: z.iso.datetime().nullable(),
    timeZone: zone,
  }),
  words: ({ tenderTitle, fields, closingAt, timeZone }) => ({
    title: `“${tenderTitle}” has changed`,
    body: [
      fields.length > 0 && `Changed: ${fields.map(fieldInWords).join(', ')}.`,
      closingAt !== null && `Bids now close ${localTime(closingAt, timeZone)}.`,
    ]
      .filter((sentence) => sentence !== false)
      .join(' '),
  }),
});

/** Bids for a tracked tender close soon. */
export const tenderClosing = defineNotification({
  name: 'TENDER_CLOSING',
  meaning: 'Bids for a tracked tender close in a week, or the next day. Urgent the day before.',
  subject: 'Tender',
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ tenderTitle: title, closingAt: z.iso.datetime(), timeZone: zone, daysLeft: z.int() }),
  words: ({ tenderTitle, closingAt, timeZone, daysLeft }) => ({
    title: `Bids for “${tenderTitle}” close ${inDays(daysLeft)}`,
    body: `Bids close ${localTime(closingAt, timeZone)}.`,
  }),
});

/** A briefing of a tracked tender is held soon. */
export const tenderBriefing = defineNotification({
  name: 'TENDER_BRIEFING',
  meaning: 'A briefing of a tracked tender is held in a week, or the next day. Urgent the day before a compulsory one.',
  subject: 'Tender',
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({
    tenderTitle: title,
    heldAt: z.iso.datetime(),
    timeZone: zone,
    daysLeft: z.int(),
    isCompulsory: z.boolean(),
    venue: z.string().max(500).nullable(),
  }),
  words: ({ tenderTitle, heldAt, timeZone, daysLeft, isCompulsory, venue }) => ({
    title: `${isCompulsory ? 'Compulsory briefing' : 'Briefing'} for “${tenderTitle}” ${inDays(daysLeft)}`,
    body: `It is held ${localTime(heldAt, timeZone)}${venue === null ? '' : `, ${venue}`}.`,
  }),
});

/** A saved search found tenders that it had not told of. */
export const savedSearchMatched = defineNotification({
  name: 'SAVED_SEARCH_MATCHED',
  meaning: 'A saved search with alerts has found tenders.',
  subject: 'SavedSearch',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ searchName: z.string().max(200), matchCount: z.int() }),
  words: ({ searchName, matchCount }) => ({
    title: `“${searchName}” found ${matchCount === 1 ? 'a new tender' : `${matchCount} new tenders`}`,
    body: null,
  }),
});

/** The file of an export can be downloaded. */
export const exportReady = defineNotification({
  name: 'EXPORT_READY',
  meaning: 'The file of an export that the person requested can be downloaded.',
  subject: 'Export',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'OFF' },
  data: z.object({ rowCount: z.int(), format: z.string().max(20) }),
  words: ({ rowCount, format }) => ({
    title: 'Your export is ready',
    body: `The ${format} file holds ${rowCount === 1 ? 'one tender' : `${rowCount} tenders`}.`,
  }),
});

/** An export failed for good. */
export const exportFailed = defineNotification({
  name: 'EXPORT_FAILED',
  meaning: 'An export that the person requested failed, and is not tried again.',
  subject: 'Export',
  priority: 'NORMAL',
  usual: { isInApp: true, email: 'OFF' },
  data: z.object({ hasTooManyRows: z.boolean() }),
  words: ({ hasTooManyRows }) => ({
    title: 'Your export has failed',
    body: hasTooManyRows
      ? 'The search finds more tenders than an export of your plan may hold. Narrow it and export again.'
      : 'Something went wrong on our side. Export again.',
  }),
});

/** A source of the team's own does not answer. */
export const sourceFailing = defineNotification({
  name: 'SOURCE_FAILING',
  meaning: 'A source of the team could not be read three times in a row. Told once, until it was read again.',
  subject: 'TeamSource',
  priority: 'HIGH',
  usual: { isInApp: true, email: 'IMMEDIATE' },
  data: z.object({ sourceName: z.string().max(200), error: z.string().max(1_000).nullable() }),
  words: ({ sourceName, error }) => ({
    title: `The source “${sourceName}” cannot be read`,
    body: [error, 'We keep trying; you are not told again before it has worked once more.'].filter(Boolean).join(' '),
  }),
});

function inDays(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}
