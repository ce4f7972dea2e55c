import type { BbbeeRequirementsResolvers } from '../../../types.generated.js';

// Every field reads the member of its name.
export const BbbeeRequirements: BbbeeRequirementsResolvers = {};
