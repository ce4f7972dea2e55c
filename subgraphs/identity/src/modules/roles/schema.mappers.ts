import type { Role, RoleAssignment } from '@hub/prisma/client';
import type { Role as SystemRole } from '@hub/runtime/auth';

export type RoleMapper = Role;
export type RoleAssignmentMapper = RoleAssignment;
/** Its name: what it may do is in the registry. */
export type SystemRoleMapper = SystemRole;
