import type { StatedPreferenceSystemResolvers } from '../../../types.generated.js';
import { pointSystemName } from '../point-system.js';

export const StatedPreferenceSystem: StatedPreferenceSystemResolvers = {
  system: ({ system }) => pointSystemName(system),
  source: ({ span }) => span,
};
