import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { cancelExport as cancel } from '../../exports/export.service.js';

export const cancelExport: NonNullable<MutationResolvers['cancelExport']> = async (
  _parent,
  { input: { id } },
  context,
) => {
  const outcome = await cancel(context, decodeId('Export', id));
  switch (outcome.kind) {
    case 'cancelled':
      return { __typename: 'CancelExportSuccess', export: outcome.export };
    case 'ended':
      return {
        __typename: 'ExportEnded',
        export: outcome.export,
        message: 'The export has ended already. There is nothing to give up.',
      };
    case 'notFound':
      return { __typename: 'ExportNotFound', message: 'Your team has no export with this id.' };
  }
};
