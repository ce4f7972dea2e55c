import type { TeamResolvers } from '../../../types.generated.js';
import { teamBilling } from '../billing.service.js';
import { teamSettings } from '../settings.service.js';

export const Team: Pick<TeamResolvers, 'billing' | 'settings' | '__resolveReference'> = {
  settings: (_team, _args, context) => teamSettings(context),
  billing: ({ id }, _args, context) => teamBilling(context, id),
};
