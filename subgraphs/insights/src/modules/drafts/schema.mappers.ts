import type { Draft } from '@hub/prisma/client';

export type DraftMapper = Draft;
