import type { TextSourceResolvers } from '../../../types.generated.js';

// Every field reads the member of its name.
export const TextSource: TextSourceResolvers = {};
