import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { findRevisionsUpTo, type StoredRevision } from '../../versions/as-of/revision.repository.js';
import type { KeptProcess } from '../../../ocds/index.js';

/** A process with all that is kept of it. */
export interface StoredProcess extends KeptProcess {
  readonly revisions: readonly StoredRevision[];
}

// Releases are large: one statement never loads those of many tenders.
const batchMax = 25;

/** Processes by ocid; null for one that is not known. */
export function createProcessLoader({ database }: Pick<RequestScope, 'database'>) {
  return new DataLoader<string, StoredProcess | null>((ocids) => findProcesses({ database }, ocids), {
    maxBatchSize: batchMax,
  });
}

/** As the loader, in the order of the ocids, for whoever walks many and keeps none. */
export async function findProcesses(
  { database }: Pick<RequestScope, 'database'>,
  ocids: readonly string[],
): Promise<(StoredProcess | null)[]> {
  const revisions = await database.readPublic((db) => findRevisionsUpTo(db, { ocids, at: null }));
  const byOcid = Map.groupBy(revisions, ({ ocid }) => ocid);
  return ocids.map((ocid) => {
    const found = byOcid.get(ocid);
    return found === undefined ? null : { ocid, revisions: found };
  });
}
