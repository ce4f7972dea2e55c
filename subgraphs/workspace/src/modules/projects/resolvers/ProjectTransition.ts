import type { ProjectTransitionResolvers } from '../../../types.generated.js';
import { storedName, storedNameOrNull } from '../../base/stored-name.js';
import { stages, statuses } from '../enums.js';

export const ProjectTransition: ProjectTransitionResolvers = {
  fromStage: ({ fromStage }) => storedNameOrNull(stages, fromStage),
  toStage: ({ toStage }) => storedNameOrNull(stages, toStage),
  fromStatus: ({ fromStatus }) => storedName(statuses, fromStatus),
  toStatus: ({ toStatus }) => storedNameOrNull(statuses, toStatus),
  requiredFields: ({ requiredFields }) => [...requiredFields],
};
