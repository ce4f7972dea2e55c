import { valuesOf } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { quarantinedPage } from '../../quarantine.service.js';

export const quarantinedReleases: NonNullable<QueryResolvers['quarantinedReleases']> = (
  _parent,
  { filter, ...page },
  context,
) => quarantinedPage(context, { sources: valuesOf(filter?.sources), reasons: valuesOf(filter?.reasons), page });
