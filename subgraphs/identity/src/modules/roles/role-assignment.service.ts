import type { Role, RoleAssignment } from '@hub/prisma/client';
import { isPermission, membershipOf, requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, type TeamTransaction } from '@hub/runtime/database';
import { recordEvent, roleAssigned, roleUnassigned } from '@hub/runtime/events';
import {
  encodeId,
  invalidField,
  limitReached,
  notFound,
  type InvalidInput,
  type LimitReached,
  type NotFound,
} from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import { notHeld } from './held-permissions.js';
import type { AssignmentId, AssignRole } from './role-input.js';
import * as roles from './role.repository.js';

type AssignResult =
  | { readonly __typename: 'AssignRoleSuccess'; readonly assignment: RoleAssignment }
  | InvalidInput
  | LimitReached
  | NotFound;
type UnassignResult =
  { readonly __typename: 'UnassignRoleSuccess'; readonly deletedId: string; readonly role: Role } | NotFound;

/** Roles that one member can have, in all projects together: all of them are read before each write. */
const assignmentsMax = 100;

const noMember = notFound('Your team has no member with this id.', 'memberId');
const noRole = notFound('Your team has no role with this id.', 'roleId');
const noProject = notFound('Your team has no project with this id.', 'projectId');
const noAssignment = notFound('Your team has no assignment with this id.');
const toOneself = invalidField('memberId', 'Nobody assigns roles to themselves. Ask somebody else of your team.');
const isPast = invalidField('expiresAt', 'expiresAt must lie in the future.');

/** Gives a member a role, everywhere or in one project. Assigned again, it ends when the new assignment says. */
export async function assignRole(context: Context, input: AssignRole): Promise<AssignResult> {
  const { actor, database, now } = context;
  const teamId = requireTeam(actor, 'A role needs a team.');
  if (input.memberId === membershipOf(actor)) return toOneself;
  if (input.expiresAt !== undefined && input.expiresAt <= now()) return isPast;
  return database.write(async (tx): Promise<AssignResult> => {
    await lockUntilCommit(tx, `roles of ${teamId}`);
    if (!(await roles.isMembership(tx, input.memberId, now()))) return noMember;
    const role = await roles.findRole(tx, input.roleId);
    if (role === null) return noRole;
    const projectId = input.projectId ?? null;
    if (projectId !== null && !(await roles.isProject(tx, projectId))) return noProject;
    const missing = notHeld(tx, role.permissions.filter(isPermission), projectId);
    if (missing.length > 0) {
      const message = `You do not hold ${missing.join(', ')} yourself, so you cannot assign this role.`;
      return invalidField('roleId', message);
    }
    return put(tx, context, { ...input, teamId, projectId });
  });
}

async function put(
  tx: TeamTransaction,
  { actor }: Context,
  {
    teamId,
    memberId: membershipId,
    roleId,
    projectId,
    expiresAt: end,
  }: Omit<AssignRole, 'projectId'> & { teamId: string; projectId: string | null },
): Promise<AssignResult> {
  const [expiresAt, by] = [end ?? null, membershipOf(actor)];
  const known = await roles.lockAssignmentAt(tx, { membershipId, roleId, projectId });
  if (known?.expiresAt?.getTime() === expiresAt?.getTime() && known !== null)
    return { __typename: 'AssignRoleSuccess', assignment: known };
  const id = known?.id ?? uuidV7();
  if (known === null) {
    const conditions = { ids: undefined, roleIds: undefined, projectIds: undefined, membershipIds: [membershipId] };
    const used = await roles.countAssignments(tx, conditions);
    if (used >= assignmentsMax)
      return limitReached(`A member can have ${assignmentsMax} roles in all projects together.`, {
        max: assignmentsMax,
        used,
      });
    await roles.insertAssignment(tx, {
      ...{ teamId, id, membershipId, roleId, projectId, expiresAt },
      ...{ createdByMembershipId: by, updatedByMembershipId: by },
    });
  } else await roles.changeAssignment(tx, { id, expiresAt, updatedByMembershipId: by });
  const before = known === null ? null : textOf(known.expiresAt);
  const body = { membershipId, roleId, projectId, isNew: known === null, before, after: textOf(expiresAt) };
  await recordEvent(tx, roleAssigned, { subjectId: id, body });
  const assignment = await roles.findAssignment(tx, id);
  return assignment === null ? noAssignment : { __typename: 'AssignRoleSuccess', assignment };
}

/** Takes a role from a member: what it added ends at once. */
export async function unassignRole({ database }: Context, { id }: AssignmentId): Promise<UnassignResult> {
  return database.write(async (tx): Promise<UnassignResult> => {
    const current = await roles.findAssignment(tx, id);
    const role = current && (await roles.findRole(tx, current.roleId));
    if (current === null || role === null || !(await roles.deleteAssignment(tx, id))) return noAssignment;
    const { membershipId, roleId, projectId, expiresAt } = current;
    await recordEvent(tx, roleUnassigned, {
      subjectId: id,
      body: { membershipId, roleId, projectId, before: textOf(expiresAt) },
    });
    return { __typename: 'UnassignRoleSuccess', deletedId: encodeId('RoleAssignment', id), role };
  });
}

function textOf(expiresAt: Date | null): string | null {
  return expiresAt === null ? null : expiresAt.toISOString();
}
