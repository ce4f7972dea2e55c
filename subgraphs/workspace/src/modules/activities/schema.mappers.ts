import type { Activity, ActivityParticipant } from '@hub/prisma/client';

export type ActivityMapper = Activity;
export type ActivityParticipantMapper = ActivityParticipant;
