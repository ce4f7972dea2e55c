import { can, type PermissionMap } from '@hub/runtime/graphql';

/** THE table: coordinate -> rule. A type, root field or entity that is missing stops the boot. */
export const permissions: PermissionMap = {
  Query: { rankedTenders: can('insight:read') },
  RankedTenderConnection: 'inherit',
  RankedTenderEdge: 'inherit',
  RankReason: 'inherit',
  PageInfo: 'inherit',
  Tender: {
    '*': 'inherit',
    __resolveReference: can('insight:read'),
    summary: can('insight:read'),
    readiness: can('insight:read'),
  },
  TenderSummary: 'inherit',
  EngineFailure: 'inherit',
  KeyFact: 'inherit',
  KeyFactSpan: 'inherit',
  Readiness: 'inherit',
  ReadinessCheck: 'inherit',
  ReadinessRange: 'inherit',
  ReadinessRemedy: 'inherit',
  PreferenceSystem: 'inherit',
};
