import { roles } from '@hub/runtime/auth';
import type { TeamResolvers } from '../../../types.generated.js';
import { assignmentsPage, rolesPage } from '../role-lists.js';

export const Team: Pick<TeamResolvers, 'roleAssignments' | 'roles' | 'systemRoles' | '__resolveReference'> = {
  systemRoles: () => [...roles],
  roles: (_team, page, context) => rolesPage(context, page),
  roleAssignments: (_team, page, context) => assignmentsPage(context, page),
};
