import type { TenderResolvers } from '../../../types.generated.js';
import { changeConditionsOf } from '../history/change-conditions.js';
import { effectiveTender } from '../overrides/effective-tender.js';
import { noteworthyImpacts } from '../history/impact.js';
import { rangeOf, versionPage } from '../history/version-page.js';

export const Tender: Pick<
  TenderResolvers,
  'asOf' | 'effective' | 'history' | 'overrides' | 'unacknowledgedChanges' | '__isTypeOf' | '__resolveReference'
> = {
  // The history of a public tender with the same ocid is not the history of a team's own.
  asOf: ({ id, ocid, teamTender }, { at }, { loaders }) =>
    ocid === null || teamTender !== undefined ? null : loaders.snapshot.load({ tenderId: id, ocid, at }),
  history: async ({ id }, page, { loaders }) => {
    const rows = await loaders.history.load({ tenderId: id, ...rangeOf(page) });
    return versionPage({ rows, count: () => loaders.historyCount.load({ parent: id }) }, page);
  },
  effective: async (tender, _args, { loaders }) => effectiveTender(tender, await loaders.overrides.load(tender.id)),
  overrides: ({ id }, _args, { loaders }) => loaders.overrides.load(id),
  unacknowledgedChanges: async ({ id }, { filter, ...page }, { loaders }) => {
    const conditions = changeConditionsOf(filter, { impacts: noteworthyImpacts });
    const rows = await loaders.unacknowledged.load({ tenderId: id, conditions, ...rangeOf(page) });
    const count = () => loaders.unacknowledgedCount.load({ parent: id, filter: conditions });
    return versionPage({ rows, count }, page);
  },
};
