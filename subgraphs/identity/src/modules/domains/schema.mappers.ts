import type { TeamDomain } from '@hub/prisma/client';

export type TeamDomainMapper = TeamDomain;
