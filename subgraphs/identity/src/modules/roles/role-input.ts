import { isPermission, type Permission } from '@hub/runtime/auth';
import { decodeId, idempotencyKey, idOf, optional, textOf, valuesOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { InputMaybe, RoleAssignmentFilter } from '../../types.generated.js';
import { permissionNames } from '../teams/enums.js';
import type { AssignmentConditions } from './role.repository.js';

const nameMax = 60;
const descriptionMax = 300;
/** So many names of permissions may be sent; there are fewer. */
const permissionsMax = 100;

const byName = new Map<string, Permission>(
  Object.entries(permissionNames).flatMap(([permission, name]) =>
    isPermission(permission) ? [[name, permission]] : [],
  ),
);

const permissions = z
  .array(z.string())
  .min(1, 'Name at least one permission.')
  .max(permissionsMax, `permissions may have at most ${permissionsMax} values.`)
  .refine((names) => !names.includes('PLATFORM_MANAGE'), 'No role of a team reaches beyond it.')
  .transform((names) => [...new Set(names.flatMap((name) => byName.get(name) ?? []))].sort());

const name = textOf('name', nameMax).refine(
  (text) => !['owner', 'admin', 'member', 'viewer'].includes(text.toLowerCase()),
  'Every team has a role of this name. Choose another name.',
);

/** A role that is to be made. */
export const createRoleInput = z.object({
  name,
  description: optional(textOf('description', descriptionMax)),
  permissions,
  idempotencyKey: idempotencyKey(),
});
export type CreateRole = z.infer<typeof createRoleInput>;

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateRoleInput = z.object({
  id: idOf('Role'),
  expectedVersion: z.int(),
  name: name.exactOptional(),
  description: z.union([z.null(), textOf('description', descriptionMax)]).exactOptional(),
  permissions: permissions.exactOptional(),
});
export type UpdateRole = z.infer<typeof updateRoleInput>;

/** Which role. */
export const roleIdInput = z.object({ id: idOf('Role') });
export type RoleId = z.infer<typeof roleIdInput>;

/** Who gets which role, where, and until when. */
export const assignRoleInput = z.object({
  memberId: idOf('Member'),
  roleId: idOf('Role'),
  projectId: optional(idOf('Project')),
  expiresAt: optional(z.date()),
});
export type AssignRole = z.infer<typeof assignRoleInput>;

/** Which assignment. */
export const assignmentIdInput = z.object({ id: idOf('RoleAssignment') });
export type AssignmentId = z.infer<typeof assignmentIdInput>;

/** Conditions of the list. Null is no condition, and neither is `[]`. @throws HubError `BAD_USER_INPUT` for a malformed id. */
export function conditionsOf(filter: InputMaybe<RoleAssignmentFilter>): AssignmentConditions {
  const { ids, memberIds, roleIds, projectIds } = filter ?? {};
  return {
    ids: valuesOf(ids?.map((id) => decodeId('RoleAssignment', id))),
    membershipIds: valuesOf(memberIds?.map((id) => decodeId('Member', id))),
    roleIds: valuesOf(roleIds?.map((id) => decodeId('Role', id))),
    projectIds: valuesOf(projectIds?.map((id) => decodeId('Project', id))),
  };
}
