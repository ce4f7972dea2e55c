import { holds } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import type { TeamSourceResolvers } from '../../../types.generated.js';
import { healthStatusOf, teamStaleAfterSeconds } from '../health-status.js';
import { memberReference } from '../../base/member-reference.js';
import { mappingInForce } from '../teams/mapping-in-force.js';
import { kindNameOf, kindOf } from '../teams/team-source-input.js';

export const TeamSource: TeamSourceResolvers = {
  id: ({ id }) => encodeId('TeamSource', id),
  kind: ({ kind }) => kindNameOf(kind),
  title: ({ name }) => name,
  // Whoever reads a tender sees its source; how that is read is for those who manage sources.
  mapping: ({ kind, mapping }, _args, { actor }) =>
    holds(actor, 'source:manage') ? mappingInForce(kindOf(kind), mapping) : null,
  hasCredentials: ({ credentials }) => credentials !== null,
  status: (source, _args, { now }) =>
    healthStatusOf(
      { ...source, newestAt: null, staleAfterSeconds: teamStaleAfterSeconds(source.pollIntervalSeconds) },
      now(),
    ),
  consecutiveErrorCount: ({ consecutiveErrors }) => consecutiveErrors,
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
  nextPollAt: ({ nextPollAt, isEnabled }) => (isEnabled ? nextPollAt : null),
};
