import type { QueryResolvers } from '../../../../types.generated.js';
import { quarantinedPage } from '../../quarantine.service.js';

export const quarantinedReleases: NonNullable<QueryResolvers['quarantinedReleases']> = (
  _parent,
  { source = null, reason = null, ...page },
  context,
) => quarantinedPage(context, { source, reason, page });
