import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { acknowledgeChange as acknowledge } from '../../acknowledgements/acknowledgement.service.js';

export const acknowledgeChange: NonNullable<MutationResolvers['acknowledgeChange']> = async (
  _parent,
  { input: { tenderId, version } },
  context,
) => {
  const change = await acknowledge(context, { tenderId: decodeId('Tender', tenderId), version });
  return change === null
    ? { __typename: 'TenderVersionNotFound', message: 'There is no such version of a tender with this id.' }
    : { __typename: 'AcknowledgeChangeSuccess', change };
};
