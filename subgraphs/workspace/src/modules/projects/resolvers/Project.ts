import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import { childrenPage } from '../../lists/children-page.js';
import { transitionsFrom } from '../../../project-stages/index.js';
import type { ProjectResolvers } from '../../../types.generated.js';
import { storedName, storedNameOrNull } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { kinds, priorities, stages, statuses } from '../enums.js';
import { healthOfProject } from '../project-health.service.js';

export const Project: Pick<
  ProjectResolvers,
  | 'allowedTransitions'
  | 'captureManager'
  | 'changesSinceSeen'
  | 'closingAt'
  | 'createdAt'
  | 'createdBy'
  | 'deletedAt'
  | 'deletedBy'
  | 'description'
  | 'gateDecisions'
  | 'health'
  | 'id'
  | 'kind'
  | 'members'
  | 'name'
  | 'outcome'
  | 'priority'
  | 'proposalManager'
  | 'reference'
  | 'stage'
  | 'stageChanges'
  | 'status'
  | 'strategicValue'
  | 'tender'
  | 'tenderVersion'
  | 'tenderVersionSeen'
  | 'updatedAt'
  | 'updatedBy'
  | 'version'
  | 'winProbability'
  | '__resolveReference'
> = {
  __resolveReference: referenceTo('Project', (row, { loaders }: Context) => loaders.project.load(row)),
  id: ({ id }) => encodeId('Project', id),
  kind: ({ kind }) => storedName(kinds, kind),
  stage: ({ stage }) => storedNameOrNull(stages, stage),
  status: ({ status }) => storedName(statuses, status),
  priority: ({ priority }) => storedName(priorities, priority),
  tender: ({ tenderId, teamTenderId }) => {
    const id = tenderId ?? teamTenderId;
    return id === null ? null : { id };
  },
  closingAt: async ({ id }, _args, { loaders }) => (await loaders.tenderState.load(id))?.closingAt ?? null,
  captureManager: ({ captureManagerMembershipId }) => memberReference(captureManagerMembershipId),
  proposalManager: ({ proposalManagerMembershipId }) => memberReference(proposalManagerMembershipId),
  members: async ({ id }, _args, { loaders, now }) => {
    const members = await loaders.projectMembers.load(id);
    return members.filter(({ expiresAt }) => expiresAt === null || expiresAt > now());
  },
  outcome: (project) => (project.outcome === null ? null : project),
  tenderVersion: async ({ id }, _args, { loaders }) => (await loaders.tenderState.load(id))?.tenderVersion ?? null,
  tenderVersionSeen: ({ seenVersion }) => seenVersion,
  changesSinceSeen: ({ id }, _args, { loaders }) => loaders.changesSinceSeen.load(id),
  health: (project, _args, context) => healthOfProject(context, project),
  allowedTransitions: (project) => [...transitionsFrom(project)],
  stageChanges: ({ id }, page, { loaders }) =>
    childrenPage('stageChanges', { parent: id, page }, { children: loaders.projectSteps, rows: loaders.stageChange }),
  gateDecisions: ({ id }, page, { loaders }) =>
    childrenPage(
      'gateDecisions',
      { parent: id, page },
      { children: loaders.projectDecisions, rows: loaders.gateDecision },
    ),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
  deletedBy: ({ deletedByMembershipId }) => memberReference(deletedByMembershipId),
};
