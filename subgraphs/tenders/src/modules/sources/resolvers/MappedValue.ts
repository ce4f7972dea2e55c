import type { MappedValueResolvers } from '../../../types.generated.js';
import { fieldNames } from '../teams/field-names.js';

export const MappedValue: MappedValueResolvers = {
  field: ({ field }) => fieldNames[field],
};
