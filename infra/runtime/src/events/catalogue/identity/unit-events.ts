import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const subject = 'Unit';

/** The team has another unit. */
export const unitCreated = defineEvent({
  name: 'identity.unit_created',
  meaning: 'A unit of the team was created.',
  subject,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});

/** A unit has another name, or is a part of another one. */
export const unitUpdated = defineEvent({
  name: 'identity.unit_updated',
  meaning: 'A unit of the team was changed or moved.',
  subject,
  risk: 'low',
  body: z.strictObject({ changes: fieldChanges }),
});

/** The unit is gone; its people stay in the team. */
export const unitDeleted = defineEvent({
  name: 'identity.unit_deleted',
  meaning: 'A unit of the team was deleted; its people stay in the team.',
  subject,
  risk: 'medium',
  body: z.strictObject({ members: z.int(), changes: fieldChanges }),
});

/** Other people work in a unit than before. */
export const unitMembersSet = defineEvent({
  name: 'identity.unit_members_set',
  meaning: 'Members joined or left a unit of the team.',
  subject,
  risk: 'low',
  body: z.strictObject({ joined: z.array(z.guid()), left: z.array(z.guid()) }),
});
