import { recordName, recordValue } from '@hub/runtime/dns';
import type { TeamDomainResolvers } from '../../../types.generated.js';

export const TeamDomain: TeamDomainResolvers = {
  name: ({ domain }) => domain,
  recordName: ({ domain }) => recordName(domain),
  recordValue: ({ token }) => recordValue(token),
  lostAt: ({ missingSince }) => missingSince,
  requestedAt: ({ createdAt }) => createdAt,
};
