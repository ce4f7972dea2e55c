import { dateCodec } from '@hub/runtime/cache';
import { z } from 'zod';
import { coverage } from './polling/coverage.js';

/** What is shown of a source, as it is kept in the cache. */
export const sourceRecord = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.string(),
  isEnabled: z.boolean(),
  lastRunAt: dateCodec.nullable(),
  lastSuccessAt: dateCodec.nullable(),
  consecutiveErrors: z.number(),
  staleAfterSeconds: z.number(),
  nextPollAt: dateCodec.nullable(),
  coverage: coverage.nullable(),
  coverageAt: dateCodec.nullable(),
});

export type SourceRecord = z.output<typeof sourceRecord>;

/** All sources together: one value, since nobody asks for one of them. */
export const sourceRecords = z.array(sourceRecord);
