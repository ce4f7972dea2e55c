import type { PlatformEntry } from '@hub/prisma/client';
import type { PlatformTeamRow } from './platform.repository.js';

export type PlatformTeamMapper = PlatformTeamRow;
export type PlatformEntryMapper = PlatformEntry;
