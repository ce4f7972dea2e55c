import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Writes a draft. */
export const writeDraftAddress: JobAddress<{ draftId: string }> = {
  name: 'insights:write-draft',
  schema: z.object({ draftId: z.uuid() }),
  attemptsMax: 5,
};
