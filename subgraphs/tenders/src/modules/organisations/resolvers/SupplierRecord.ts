import { encodeId } from '@hub/runtime/graphql';
import type { SupplierRecordResolvers } from '../../../types.generated.js';

export const SupplierRecord: SupplierRecordResolvers = {
  id: ({ id }) => encodeId('SupplierRecord', id),
  source: ({ sourceName, sourceTitle }) => ({ name: sourceName, title: sourceTitle }),
  address: ({ street, locality, region, postalCode, country }) =>
    [street, locality, region, postalCode, country].every((part) => part === null)
      ? null
      : { street, locality, region, postalCode, country },
};
