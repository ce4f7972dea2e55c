import type { TaskPlanStep, TaskStatus } from '../../types.generated.js';

export const taskStatuses: readonly TaskStatus[] = ['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED'];
export const planSteps: readonly TaskPlanStep[] = ['BRIEFING', 'QUESTIONS', 'SIGN_OFF', 'DELIVERY'];
