import type { StatedPreferenceResolvers } from '../../../types.generated.js';
import { pointSystemName, statedSystem } from '../../../facts/index.js';

export const StatedPreference: StatedPreferenceResolvers = {
  system: ({ systems }) => pointSystemName(statedSystem(systems)),
};
