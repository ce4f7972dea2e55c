import { createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
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
  return createLookupLoader<string, StoredProcess, null>({
    find: (ocids) => findByOcid({ database }, ocids),
    nameOf: (ocid) => ocid,
    missing: () => null,
    batchSizeMax: batchMax,
  });
}

/** As the loader, in the order of the ocids, for whoever walks many and keeps none. */
export async function findProcesses(
  { database }: Pick<RequestScope, 'database'>,
  ocids: readonly string[],
): Promise<(StoredProcess | null)[]> {
  const processes = await findByOcid({ database }, ocids);
  return ocids.map((ocid) => processes.get(ocid) ?? null);
}

async function findByOcid(
  { database }: Pick<RequestScope, 'database'>,
  ocids: readonly string[],
): Promise<Map<string, StoredProcess>> {
  const found = await database.readPublic((db) => findRevisionsUpTo(db, { ocids, at: null }));
  const byOcid = Map.groupBy(found, ({ ocid }) => ocid);
  return new Map([...byOcid].map(([ocid, revisions]) => [ocid, { ocid, revisions }]));
}
