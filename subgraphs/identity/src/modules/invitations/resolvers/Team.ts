import type { TeamResolvers } from '../../../types.generated.js';
import { invitationsPage } from '../invitation.service.js';

export const Team: Pick<TeamResolvers, 'invitations' | '__resolveReference'> = {
  invitations: (_team, page, context) => invitationsPage(context, page),
};
