import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { forgetTexts } from '../forget-texts.service.js';

/** Every night: deletes texts of files that are at no address any more. */
export const forgetDocumentTextsJob = defineJob({
  name: 'tenders:forget-document-texts',
  schema: z.object({}),
  cron: '37 2 * * *',
  isImport: true,
  attemptsMax: 1,
  run: (_payload, { database }) => forgetTexts(database),
});
