import type { JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';

/** Where a round over the documents of a source is queued: one after the other for each source. */
export const fetchDocumentsAddress = {
  name: 'tenders:fetch-documents',
  schema: z.object({ sourceId: z.uuid() }),
  attemptsMax: 5,
  lane: 'schedule',
} as const satisfies JobAddress;

export function documentsQueueOf(sourceId: string): { key: string; queue: string } {
  return { key: `documents:${sourceId}`, queue: `documents:${sourceId}` };
}
