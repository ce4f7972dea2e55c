import { z } from 'zod';
import { defineEvent } from '../../define-event.js';
import { fieldChanges } from '../../field-changes.js';

const instant = z.iso.datetime().nullable();
const place = z.strictObject({ membershipId: z.guid(), roleId: z.guid(), projectId: z.guid().nullable() });

/** The team has another role of its own. */
export const roleCreated = defineEvent({
  name: 'identity.role_created',
  meaning: 'A role of the team was created.',
  subject: 'Role',
  risk: 'high',
  body: z.strictObject({ changes: fieldChanges }),
});

/** Whoever has the role may do more or less from now on. */
export const roleUpdated = defineEvent({
  name: 'identity.role_updated',
  meaning: 'A role of the team was changed: its name, or what it adds to whoever has it.',
  subject: 'Role',
  risk: 'high',
  body: z.strictObject({ changes: fieldChanges }),
});

/** The role went with all its assignments. */
export const roleDeleted = defineEvent({
  name: 'identity.role_deleted',
  meaning: 'A role of the team was deleted with all its assignments.',
  subject: 'Role',
  risk: 'high',
  body: z.strictObject({ assignments: z.int(), changes: fieldChanges }),
});

/** A member has a role of the team, or has it until another moment. */
export const roleAssigned = defineEvent({
  name: 'identity.role_assigned',
  meaning: 'A member was given a role of the team, in the team or in one project, or another end of it.',
  subject: 'RoleAssignment',
  risk: 'high',
  body: place.extend({ isNew: z.boolean(), before: instant, after: instant }),
});

/** A member does not have a role any more. */
export const roleUnassigned = defineEvent({
  name: 'identity.role_unassigned',
  meaning: 'A role of the team was taken from a member.',
  subject: 'RoleAssignment',
  risk: 'high',
  body: place.extend({ before: instant }),
});
