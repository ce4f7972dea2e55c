import type { TeamResolvers } from '../../../types.generated.js';
import { teamDomain } from '../domain.service.js';

export const Team: Pick<TeamResolvers, 'domain' | '__resolveReference'> = {
  domain: (_team, _args, context) => teamDomain(context),
};
