import { decodeId, valuesOf } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { quarantinedPage } from '../../quarantine.service.js';

export const quarantinedReleases: NonNullable<QueryResolvers['quarantinedReleases']> = (
  _parent,
  { filter, ...page },
  context,
) =>
  quarantinedPage(context, {
    ids: valuesOf(filter?.ids)?.map((id) => decodeId('QuarantinedRelease', id)),
    sources: valuesOf(filter?.sources),
    reasons: valuesOf(filter?.reasons),
    page,
  });
