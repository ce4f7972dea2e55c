import { defineJob } from '@hub/runtime/jobs';
import { writeDraft, type Writers } from '../write-draft.service.js';
import { writeDraftAddress } from './addresses.js';

/** Writes a draft that waits. Does nothing for one that is written. */
export function writeDraftJob(writers: Writers) {
  return defineJob({ ...writeDraftAddress, run: ({ draftId }, scope) => writeDraft(scope, draftId, writers) });
}
