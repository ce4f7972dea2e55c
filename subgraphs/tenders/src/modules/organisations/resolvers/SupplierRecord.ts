import { encodeId } from '@hub/runtime/graphql';
import type { SupplierRecordResolvers } from '../../../types.generated.js';
import { identifierOf } from '../register-number.js';

export const SupplierRecord: SupplierRecordResolvers = {
  id: ({ id }) => encodeId('SupplierRecord', id),
  key: ({ localId }) => localId,
  identifiers: ({ identifiers }) => identifiers.map(identifierOf),
  source: ({ sourceName, sourceTitle }) => ({ name: sourceName, title: sourceTitle }),
  address: ({ street, locality, region, postalCode, country }) =>
    [street, locality, region, postalCode, country].every((part) => part === null)
      ? null
      : { street, locality, region, postalCode, country },
};
