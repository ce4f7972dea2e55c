import { dateCodec } from '@hub/runtime/cache';
import { z } from 'zod';
import { coverage } from './polling/coverage.service.js';

/** What is shown of a source, as it is kept in the cache. */
export const sourceRecord = z.object({
  id: z.string(),
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

/** A row of the database; what cannot be read of its counts is as good as not counted. */
export function sourceRecordOf(row: Omit<SourceRecord, 'coverage'> & { coverage: unknown }): SourceRecord {
  return { ...row, coverage: coverage.nullable().catch(null).parse(row.coverage) };
}

/** All sources together: one value, since nobody asks for one of them. */
export const sourceRecords = z.array(sourceRecord);
