import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { removeTenderOverride as remove } from '../../overrides/override.service.js';

export const removeTenderOverride: NonNullable<MutationResolvers['removeTenderOverride']> = async (
  _parent,
  { input: { tenderId, field } },
  context,
) =>
  (await remove(context, { tenderId: decodeId('Tender', tenderId), field }))
    ? { __typename: 'RemoveTenderOverrideSuccess', field }
    : {
        __typename: 'TenderOverrideNotFound',
        message: 'Your team has no override of this field of a tender with this id.',
      };
