import { rolePermissions } from '@hub/runtime/auth';
import type { SystemRoleResolvers } from '../../../types.generated.js';
import { permissionNames, roleOf } from '../../teams/enums.js';

export const SystemRole: SystemRoleResolvers = {
  role: (role) => roleOf(role),
  permissions: (role) => [...rolePermissions[role]].map((permission) => permissionNames[permission]).sort(),
};
