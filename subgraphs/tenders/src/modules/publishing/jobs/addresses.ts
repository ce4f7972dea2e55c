import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Where the writing of an export is queued: always in the name of its team. */
export const writeExportAddress = {
  name: 'tenders:write-export',
  schema: z.object({ exportId: z.uuid() }),
  attemptsMax: 8,
} as const satisfies JobAddress;
