import type { Invitation } from '@hub/prisma/client';

export type InvitationMapper = Invitation;
