import type { QueryResolvers } from '../../../../types.generated.js';
import { platformTeamsPage } from '../../platform-lists.js';

export const platformTeams: NonNullable<QueryResolvers['platformTeams']> = (_parent, page, context) =>
  platformTeamsPage(context, page);
