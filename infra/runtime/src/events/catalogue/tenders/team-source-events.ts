import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'TeamSource';
// Never the credentials, and of an address never its query, where some servers expect a key.
const changed = z.strictObject({ changes: fieldChanges });

/** A source of the team's own was set up. */
export const teamSourceCreated = defineEvent({
  name: 'tenders.team_source_created',
  meaning: 'A source of the team was set up.',
  subject,
  risk: 'medium',
  body: changed,
});

/** A source was changed. New credentials are told by their number. */
export const teamSourceUpdated = defineEvent({
  name: 'tenders.team_source_updated',
  meaning: 'A source of the team was changed.',
  subject,
  risk: 'medium',
  body: changed.extend({ version: z.int() }),
});

/** A source was deleted, with everything that came through it; entries of it that went too are counted, in events of before not. */
export const teamSourceDeleted = defineEvent({
  name: 'tenders.team_source_deleted',
  meaning: 'A source of the team was deleted, with everything that came through it.',
  subject,
  risk: 'high',
  body: changed.extend({ entryCount: z.int().optional() }),
});

/** A source could not be read several times in a row. Recorded once, until it was read again. */
export const teamSourceFailing = defineEvent({
  name: 'tenders.team_source_failing',
  meaning: 'A source of the team could not be read several times in a row.',
  subject,
  risk: 'medium',
  body: z.strictObject({ consecutiveErrorCount: z.int() }),
});

/** Somebody had a source polled now. */
export const teamSourcePolled = defineEvent({
  name: 'tenders.team_source_polled',
  meaning: 'A poll of a source of the team was requested.',
  subject,
  risk: 'low',
  body: z.strictObject({}),
});
