import type { TeamResolvers } from '../../../types.generated.js';
import { unitsPage } from '../unit-lists.js';

export const Team: Pick<TeamResolvers, 'units' | '__resolveReference'> = {
  units: (_team, page, context) => unitsPage(context, page),
};
