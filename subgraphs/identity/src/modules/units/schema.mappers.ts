import type { Unit } from '@hub/prisma/client';

export type UnitMapper = Unit;
