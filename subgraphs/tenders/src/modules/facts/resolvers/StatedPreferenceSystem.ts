import type { StatedPreferenceSystemResolvers } from '../../../types.generated.js';
import { pointSystemName } from '../../../facts/index.js';

export const StatedPreferenceSystem: StatedPreferenceSystemResolvers = {
  system: ({ system }) => pointSystemName(system),
  source: ({ span }) => span,
};
