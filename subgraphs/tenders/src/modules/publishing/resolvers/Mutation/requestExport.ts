import type { MutationResolvers } from '../../../../types.generated.js';
import { requestExport as request } from '../../exports/export.service.js';

export const requestExport: NonNullable<MutationResolvers['requestExport']> = async (_parent, { input }, context) => {
  const outcome = await request(context, input);
  switch (outcome.kind) {
    case 'queued':
      return { __typename: 'RequestExportSuccess', export: outcome.export };
    case 'invalid':
      return { __typename: 'ExportInvalid', message: outcome.problem };
    case 'tooMany':
      return {
        __typename: 'TooManyExports',
        max: outcome.max,
        message: `Your plan allows ${outcome.max === 1 ? 'one export' : `${outcome.max} exports`} at a time. Wait until one is done, or give one up.`,
      };
    case 'tooLarge':
      return {
        __typename: 'ExportTooLarge',
        rowsMax: outcome.rowsMax,
        message: `The search finds more than the ${outcome.rowsMax} tenders that your plan allows in one file. Narrow it with a filter.`,
      };
  }
};
