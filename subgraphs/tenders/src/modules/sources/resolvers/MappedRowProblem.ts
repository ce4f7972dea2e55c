import type { MappedRowProblemResolvers } from '../../../types.generated.js';
import { fieldNames } from '../teams/field-names.js';

export const MappedRowProblem: MappedRowProblemResolvers = {
  field: ({ field }) => (field === null ? null : fieldNames[field]),
};
