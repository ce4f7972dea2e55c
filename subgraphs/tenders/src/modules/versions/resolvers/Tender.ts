import type { TenderResolvers } from '../../../types.generated.js';
import { rangeOf, versionPage } from '../history/version-page.js';

export const Tender: Pick<
  TenderResolvers,
  'asOf' | 'history' | 'overrides' | 'unacknowledgedChanges' | '__resolveReference'
> = {
  asOf: ({ ocid }, { at }, { loaders }) => loaders.snapshot.load({ ocid, at }),
  history: async ({ id }, page, { loaders }) =>
    versionPage(await loaders.history.load({ tenderId: id, ...rangeOf(page) }), page),
  overrides: ({ id }, _args, { loaders }) => loaders.overrides.load(id),
  unacknowledgedChanges: async ({ id }, { impact, ...page }, { loaders }) =>
    versionPage(await loaders.unacknowledged.load({ tenderId: id, impact, ...rangeOf(page) }), page),
};
