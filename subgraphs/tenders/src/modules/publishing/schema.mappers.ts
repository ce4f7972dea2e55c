import type { Export } from '@hub/prisma/client';

export type ExportMapper = Export;
