import type { ActivityAnswer, ActivityKind, ActivityPart, ActivityStatus, ShipleyStep } from '../../types.generated.js';

// Every value as it is stored and as the API names it: the two are the same.
export const activityKinds: readonly ActivityKind[] = ['MEETING', 'CALL', 'EMAIL', 'MILESTONE', 'REVIEW', 'OTHER'];
export const activityStatuses: readonly ActivityStatus[] = ['PLANNED', 'COMPLETED', 'CANCELLED'];
export const activityParts: readonly ActivityPart[] = ['ORGANIZER', 'REQUIRED', 'OPTIONAL', 'OBSERVER'];
export const activityAnswers: readonly ActivityAnswer[] = ['INVITED', 'ACCEPTED', 'DECLINED', 'TENTATIVE'];
export const shipleySteps: readonly ShipleyStep[] = [
  'KICK_OFF',
  'BLUE_TEAM',
  'BLACK_HAT',
  'PINK_TEAM',
  'GREEN_TEAM',
  'RED_TEAM',
  'GOLD_TEAM',
  'WHITE_HAT',
];
