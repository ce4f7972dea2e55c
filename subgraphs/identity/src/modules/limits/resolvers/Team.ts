import type { TeamResolvers } from '../../../types.generated.js';
import { teamLimits } from '../team-limits.js';

export const Team: Pick<TeamResolvers, 'limits' | '__resolveReference'> = {
  limits: (_team, _args, context) => teamLimits(context),
};
