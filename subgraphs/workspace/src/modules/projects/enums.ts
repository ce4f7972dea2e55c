import type {
  ChangeImpact,
  GateDecisionKind,
  ProjectKind,
  ProjectMemberRole,
  ProjectPriority,
  ProjectResult,
  ProjectStage,
  ProjectStatus,
} from '../../types.generated.js';

// Every value as it is stored and as the API names it: the two are the same.
export const kinds: readonly ProjectKind[] = ['PURSUIT', 'WORK'];
export const stages: readonly ProjectStage[] = [
  'PHASE_0',
  'PHASE_1',
  'PHASE_2',
  'PHASE_3',
  'PHASE_4',
  'PHASE_5',
  'PHASE_6',
  'AWARDED',
  'LOST',
];
export const statuses: readonly ProjectStatus[] = [
  'ACTIVE',
  'ON_HOLD',
  'CANCELLED',
  'NOT_STARTED',
  'IN_PROGRESS',
  'COMPLETED',
  'ARCHIVED',
];
export const priorities: readonly ProjectPriority[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
export const results: readonly ProjectResult[] = ['WON', 'LOST', 'CANCELLED'];
export const memberRoles: readonly ProjectMemberRole[] = ['MANAGER', 'CONTRIBUTOR', 'REVIEWER', 'OBSERVER'];
export const gateDecisionKinds: readonly GateDecisionKind[] = ['GO', 'NO_GO'];
export const impacts: readonly ChangeImpact[] = ['NONE', 'MINOR', 'MATERIAL'];
