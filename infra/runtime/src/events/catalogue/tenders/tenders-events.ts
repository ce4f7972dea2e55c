import { z } from 'zod';
import { defineEvent } from '../../define-event.js';

/** Tenders that one event of a change names at most. */
export const changedTendersMax = 200;

const tenderIds = z.array(z.guid()).max(changedTendersMax);

/** Public tenders have changed. `change` is `changed_in` of their rows; who writes few does not name them. */
export const tendersChanged = defineEvent({
  name: 'tenders.tenders_changed',
  meaning: 'Public tenders were published or changed.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ change: z.int(), created: tenderIds, changed: tenderIds }),
});

/** A team's own tenders have changed. `change` is `changed_in` of their rows. */
export const teamTendersChanged = defineEvent({
  name: 'tenders.team_tenders_changed',
  meaning: 'Tenders from a source of the team were added or changed.',
  subject: null,
  risk: 'low',
  body: z.strictObject({ change: z.int() }),
});
