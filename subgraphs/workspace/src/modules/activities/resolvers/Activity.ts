import { encodeId, referenceTo } from '@hub/runtime/graphql';
import { holds } from '@hub/runtime/auth';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import type { ActivityResolvers } from '../../../types.generated.js';
import { storedName, storedNameOrNull } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { priorities } from '../../projects/enums.js';
import { activityKinds, activityStatuses, shipleySteps } from '../enums.js';

const fields = z.array(z.object({ name: z.string(), value: z.string() }));

export const Activity: ActivityResolvers = {
  __resolveReference: referenceTo('Activity', (row, { loaders }: Context) => loaders.activity.load(row)),
  id: ({ id }) => encodeId('Activity', id),
  project: ({ projectId }, _args, { loaders }) => (projectId === null ? null : loaders.project.load(projectId)),
  entry: ({ entryId }, _args, { actor, loaders }) =>
    entryId === null || !holds(actor, 'entry:read') ? null : loaders.entry.load(entryId),
  kind: ({ kind }) => storedName(activityKinds, kind),
  shipleyStep: ({ shipleyStep }) => storedNameOrNull(shipleySteps, shipleyStep),
  customFields: ({ customFields }) => fields.parse(customFields),
  priority: ({ priority }) => storedName(priorities, priority),
  status: ({ status }) => storedName(activityStatuses, status),
  isOverdue: ({ status, startsAt, endsAt }, _args, { now }) => status === 'PLANNED' && (endsAt ?? startsAt) < now(),
  isFromTenderChange: ({ changeReleaseId }) => changeReleaseId !== null,
  assignee: ({ assigneeMembershipId }) => memberReference(assigneeMembershipId),
  participants: ({ id }, _args, { loaders }) => loaders.participants.load(id),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
  deletedBy: ({ deletedByMembershipId }) => memberReference(deletedByMembershipId),
};
