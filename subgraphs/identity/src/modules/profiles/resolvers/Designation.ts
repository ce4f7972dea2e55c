import type { DesignationResolvers } from '../../../types.generated.js';
import { partsOf } from '../designation.js';

export const Designation: DesignationResolvers = {
  class: ({ designation }) => partsOf(designation)?.class ?? null,
  grade: ({ designation }) => partsOf(designation)?.grade ?? null,
  isPotentiallyEmerging: ({ designation }) => partsOf(designation)?.isPotentiallyEmerging ?? null,
};
