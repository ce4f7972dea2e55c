import type { TeamResolvers } from '../../../types.generated.js';
import { companyProfile } from '../profile.service.js';

export const Team: Pick<TeamResolvers, 'profile' | '__resolveReference'> = {
  profile: (_team, _args, context) => companyProfile(context),
};
