import type { TenderResolvers } from '../../../types.generated.js';
import { compiledReleaseOf } from '../../../ocds/index.js';

export const Tender: Pick<TenderResolvers, 'compiledRelease' | '__isTypeOf' | '__resolveReference'> = {
  // A team's own tender may have the ocid of a public one, whose releases are not the team's.
  compiledRelease: async ({ ocid, teamTender }, _args, { loaders }) => {
    const process = ocid === null || teamTender !== undefined ? null : await loaders.process.load(ocid);
    return process === null ? null : compiledReleaseOf(process).release;
  },
};
