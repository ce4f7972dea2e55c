import type { TeamResolvers } from '../../../types.generated.js';
import { entriesPage } from '../platform-lists.js';

export const Team: Pick<TeamResolvers, 'platformEntries' | '__resolveReference'> = {
  platformEntries: (_team, page, context) => entriesPage(context, page),
};
