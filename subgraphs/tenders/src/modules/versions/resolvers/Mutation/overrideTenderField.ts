import { decodeId } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { overrideTenderField as override } from '../../overrides/override.service.js';

export const overrideTenderField: NonNullable<MutationResolvers['overrideTenderField']> = async (
  _parent,
  { input: { tenderId, field, value, reason } },
  context,
) => {
  const outcome = await override(context, {
    ...{ tenderId: decodeId('Tender', tenderId), field, reason },
    value: value ?? null,
  });
  switch (outcome.kind) {
    case 'overridden':
      return { __typename: 'OverrideTenderFieldSuccess', override: outcome.override };
    case 'tenderNotFound':
      return { __typename: 'OverriddenTenderNotFound', message: 'There is no tender with this id.' };
    case 'invalid':
      return { __typename: 'TenderOverrideInvalid', message: outcome.message, field: outcome.field };
  }
};
