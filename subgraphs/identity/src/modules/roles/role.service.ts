import type { Role, Team } from '@hub/prisma/client';
import { isPermission, membershipOf, requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { changesBetween, recordEvent, roleCreated, roleDeleted, roleUpdated } from '@hub/runtime/events';
import {
  conflictWith,
  encodeId,
  invalidField,
  limitReached,
  notFound,
  type Conflict,
  type InvalidInput,
  type LimitReached,
  type NotFound,
} from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import { notHeld } from './held-permissions.js';
import type { CreateRole, RoleId, UpdateRole } from './role-input.js';
import * as roles from './role.repository.js';

type CreateOutcome = Role | InvalidInput | LimitReached;
type CreateResult =
  { readonly __typename: 'CreateRoleSuccess'; readonly role: Role; readonly team: Team } | InvalidInput | LimitReached;
type UpdateResult =
  | { readonly __typename: 'UpdateRoleSuccess'; readonly role: Role }
  | InvalidInput
  | NotFound
  | Conflict<'RoleConflict', Role>;
type DeleteResult =
  { readonly __typename: 'DeleteRoleSuccess'; readonly deletedId: string; readonly team: Team } | NotFound;

/** Roles of one team: what a person can still tell apart, and what a token can name. */
const rolesMax = 50;
const fields = ['name', 'description', 'permissions'] as const;

/** The answer to an id that names no role of the team. */
export const roleNotFound = notFound('Your team has no role with this id.');
const nameTaken = invalidField('name', 'There is a role of this name already. Choose another name.', 'NAME_TAKEN');

function lacking(permissions: readonly string[]): InvalidInput {
  const message = `You do not hold ${permissions.join(', ')} yourself, so you cannot put it into a role.`;
  return invalidField('permissions', message);
}

/** Makes a role of what its maker holds. */
export async function createRole(context: Context, input: CreateRole): Promise<CreateResult> {
  const { actor, database } = context;
  const team = await requireCurrentTeam(context);
  const { idempotencyKey: key, ...sent } = input;
  const made = await database.write((tx) =>
    oncePerKey<CreateOutcome>(
      tx,
      { operation: 'createRole', key, input: sent, actor },
      {
        make: () => insert(tx, context, sent),
        createdBy: (outcome) => ('__typename' in outcome ? null : outcome.id),
        again: (id) => roles.findRole(tx, id),
      },
    ),
  );
  return '__typename' in made ? made : { __typename: 'CreateRoleSuccess', role: made, team };
}

async function insert(
  tx: TeamTransaction,
  { actor }: Context,
  { name, description, permissions }: Omit<CreateRole, 'idempotencyKey'>,
): Promise<CreateOutcome> {
  const teamId = requireTeam(actor, 'A role needs a team.');
  const missing = notHeld(tx, permissions);
  if (missing.length > 0) return lacking(missing);
  await lockUntilCommit(tx, `roles of ${teamId}`);
  const used = await roles.countRoles(tx);
  if (used >= rolesMax) return limitReached(`A team can have ${rolesMax} roles of its own.`, { max: rolesMax, used });
  if (await roles.isNameTaken(tx, { name })) return nameTaken;
  const [id, by] = [uuidV7(), membershipOf(actor)];
  await roles.insertRole(tx, {
    ...{ teamId, id, name, description: description ?? null, permissions },
    ...{ createdByMembershipId: by, updatedByMembershipId: by },
  });
  const role = await roles.findRole(tx, id);
  if (role === null) return nameTaken;
  await recordEvent(tx, roleCreated, { subjectId: id, body: { changes: changesBetween(fields, null, role) } });
  return role;
}

/** Changes a role if it still has the version that the change was made on. What it takes away ends at once. */
export async function updateRole(
  { actor, database }: Context,
  { id, expectedVersion, ...change }: UpdateRole,
): Promise<UpdateResult> {
  const teamId = requireTeam(actor, 'A role needs a team.');
  return database.write(async (tx): Promise<UpdateResult> => {
    await lockUntilCommit(tx, `roles of ${teamId}`);
    const current = await roles.lockRole(tx, id);
    if (current === null) return roleNotFound;
    if (current.version !== expectedVersion) return conflictWith('RoleConflict', 'role', current);
    const next = { ...current, ...change };
    const added = next.permissions.filter((permission) => !current.permissions.includes(permission));
    const missing = notHeld(tx, added.filter(isPermission));
    if (missing.length > 0) return lacking(missing);
    if (next.name !== current.name && (await roles.isNameTaken(tx, { name: next.name, butNot: id }))) return nameTaken;
    const changes = changesBetween(fields, current, next);
    if (changes.length === 0) return { __typename: 'UpdateRoleSuccess', role: current };
    const { name, description, permissions, version } = next;
    const updatedByMembershipId = membershipOf(actor);
    await roles.changeRole(tx, { id, name, description, permissions, version: version + 1, updatedByMembershipId });
    await recordEvent(tx, roleUpdated, { subjectId: id, body: { changes } });
    return { __typename: 'UpdateRoleSuccess', role: (await roles.findRole(tx, id)) ?? next };
  });
}

/** Deletes a role: whoever has it loses what it added at once. */
export async function deleteRole(context: Context, { id }: RoleId): Promise<DeleteResult> {
  const isDeleted = await context.database.write(async (tx) => {
    const current = await roles.lockRole(tx, id);
    if (current === null) return false;
    const none = { ids: undefined, membershipIds: undefined, projectIds: undefined };
    const assignments = await roles.countAssignments(tx, { ...none, roleIds: [id] });
    await roles.deleteRoleRow(tx, id);
    const body = { assignments, changes: changesBetween(fields, current, null) };
    await recordEvent(tx, roleDeleted, { subjectId: id, body });
    return true;
  });
  if (!isDeleted) return roleNotFound;
  return {
    __typename: 'DeleteRoleSuccess',
    deletedId: encodeId('Role', id),
    team: await requireCurrentTeam(context),
  };
}
