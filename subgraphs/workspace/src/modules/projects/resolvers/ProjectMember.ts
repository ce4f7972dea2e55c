import type { ProjectMemberResolvers } from '../../../types.generated.js';
import { storedName } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { memberRoles } from '../enums.js';

export const ProjectMember: ProjectMemberResolvers = {
  member: ({ membershipId }) => memberReference(membershipId),
  role: ({ role }) => storedName(memberRoles, role),
};
