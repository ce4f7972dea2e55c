import type { BriefingSessionResolvers } from '../../../types.generated.js';

// Every field reads the member of its name.
export const BriefingSession: BriefingSessionResolvers = {};
