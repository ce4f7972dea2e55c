import type { Job } from '@hub/runtime/jobs';
import type { z } from 'zod';
import { writeExport } from '../exports/write-export.service.js';
import type { PublishingEnvironment } from '../publishing-environment.js';
import { writeExportAddress } from './addresses.js';

/** Writes the file of an export. Run twice, it finds that the file is there or being written. */
export function writeExportJob({ store }: PublishingEnvironment): Job<z.output<typeof writeExportAddress.schema>> {
  return {
    ...writeExportAddress,
    run: ({ exportId }, { database, now, logger }) => writeExport({ database, now, logger, store }, exportId),
  };
}
