import type { QueryResolvers } from '../../../../types.generated.js';
import { teamSourcesPage } from '../../teams/team-source.service.js';

export const teamSources: NonNullable<QueryResolvers['teamSources']> = (_parent, { first, after }, context) =>
  teamSourcesPage(context, { first, after });
