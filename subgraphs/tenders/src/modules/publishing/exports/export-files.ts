import type { Export } from '@hub/prisma/client';
import { exportFiles, type FilePath } from '@hub/runtime/files';

type Run = Pick<Export, 'teamId' | 'id' | 'attempt' | 'format'>;

/** Where a run writes its file. Each run has one of its own, so that an overtaken one cannot spoil the other's. */
export function fileOfRun({ teamId, id, attempt, format }: Run): FilePath {
  return { ownerId: teamId, kind: exportFiles.kind, name: `${id}-${attempt}.${format === 'CSV' ? 'csv' : 'jsonl.gz'}` };
}

/** Where the file of a finished export is; null while there is none. */
export function fileOf({ teamId, fileName }: Pick<Export, 'teamId' | 'fileName'>): FilePath | null {
  return fileName === null ? null : { ownerId: teamId, kind: exportFiles.kind, name: fileName };
}
