import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { StageChangeResolvers } from '../../../types.generated.js';
import { storedName, storedNameOrNull } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { stages, statuses } from '../enums.js';

export const StageChange: StageChangeResolvers = {
  __resolveReference: referenceTo('StageChange', (row, { loaders }: Context) => loaders.stageChange.load(row)),
  id: ({ id }) => encodeId('StageChange', id),
  fromStage: ({ fromStage }) => storedNameOrNull(stages, fromStage),
  toStage: ({ toStage }) => storedNameOrNull(stages, toStage),
  fromStatus: ({ fromStatus }) => storedName(statuses, fromStatus),
  toStatus: ({ toStatus }) => storedName(statuses, toStatus),
  changedBy: ({ changedByMembershipId }) => memberReference(changedByMembershipId),
};
