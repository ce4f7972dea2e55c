import type { Entry } from '@hub/prisma/client';

export type EntryMapper = Entry;
