import type { TeamDomainResolvers } from '../../../types.generated.js';
import { recordName, recordValue } from '../domain-proof.js';

export const TeamDomain: TeamDomainResolvers = {
  name: ({ domain }) => domain,
  recordName: ({ domain }) => recordName(domain),
  recordValue: ({ token }) => recordValue(token),
  requestedAt: ({ createdAt }) => createdAt,
};
