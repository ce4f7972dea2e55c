import type { MappedRowProblemResolvers } from '../../../types.generated.js';
import { fieldNames } from '../teams/field-names.js';

export const MappedRowProblem: MappedRowProblemResolvers = {
  field: ({ field }) => (field === null ? null : fieldNames[field]),
    code: ({ code }, _arg, _ctx) => {
                        /* MappedRowProblem.code resolver is required because MappedRowProblem.code and MappedRowProblemMapper.code are not compatible */
                        return code
                      }
};
