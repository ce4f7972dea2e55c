import type { ViewerResolvers } from '../../../types.generated.js';
import { ownMemberships } from '../own-teams.service.js';

export const Viewer: Pick<ViewerResolvers, 'memberships'> = {
  memberships: (_viewer, _args, context) => ownMemberships(context),
};
