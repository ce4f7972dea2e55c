import { createByIdLoader, type LoaderFactories } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import {
  findAccountIds,
  findAuditEventIds,
  findAuditExportIds,
  findDraftIds,
  findInvitationIds,
  findMemberIds,
  findPlatformEntryIds,
  findRoleAssignmentIds,
  findRoleIds,
  findNotificationIds,
  findUnitIds,
  findWorkspaceIds,
  type WorkspaceType,
} from './node.repository.js';

const ofWorkspace =
  (type: WorkspaceType) =>
  ({ database }: RequestScope) =>
    createByIdLoader((ids) => database.read((db) => findWorkspaceIds(db, type, ids)));

/** Whether the actor's team has what other subgraphs show; null for any other id. */
export const knownLoaders = {
  knownEntry: ofWorkspace('Entry'),
  knownProject: ofWorkspace('Project'),
  knownTask: ofWorkspace('Task'),
  knownActivity: ofWorkspace('Activity'),
  knownComment: ofWorkspace('Comment'),
  knownStageChange: ofWorkspace('StageChange'),
  knownGateDecision: ofWorkspace('GateDecision'),
  knownDraft: ({ database }) => createByIdLoader((ids) => database.read((db) => findDraftIds(db, ids))),
  knownProjectArchive: ofWorkspace('ProjectArchive'),
  knownMember: ({ database }) => createByIdLoader((ids) => database.read((db) => findMemberIds(db, ids))),
  knownAccount: ({ database }) => createByIdLoader((ids) => database.read((db) => findAccountIds(db, ids))),
  knownInvitation: ({ database }) => createByIdLoader((ids) => database.read((db) => findInvitationIds(db, ids))),
  knownRole: ({ database }) => createByIdLoader((ids) => database.read((db) => findRoleIds(db, ids))),
  knownRoleAssignment: ({ database }) =>
    createByIdLoader((ids) => database.read((db) => findRoleAssignmentIds(db, ids))),
  knownPlatformEntry: ({ database }) => createByIdLoader((ids) => database.read((db) => findPlatformEntryIds(db, ids))),
  knownUnit: ({ database }) => createByIdLoader((ids) => database.read((db) => findUnitIds(db, ids))),
  knownAuditExport: ({ database }) => createByIdLoader((ids) => database.read((db) => findAuditExportIds(db, ids))),
  knownAuditEvent: ({ database }) => createByIdLoader((ids) => database.read((db) => findAuditEventIds(db, ids))),
  // Of others it is not even known that they are there.
  knownNotification: ({ actor, database }) =>
    createByIdLoader(async (ids) =>
      actor.kind === 'user' ? database.read((db) => findNotificationIds(db, actor.accountId, ids)) : [],
    ),
} satisfies LoaderFactories<RequestScope>;
