import { createGroupedLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findRevisionsUpTo } from './revision.repository.js';
import { snapshotOf, type Snapshot } from './snapshot.js';

/** One tender at one instant. */
export interface SnapshotKey {
  /** The tender's row. */
  readonly tenderId: string;
  readonly ocid: string;
  readonly at: Date;
}

/** Tenders as they stood: those at one instant are read together. Null before the first release. */
export function createSnapshotLoader({ database }: RequestScope) {
  return createGroupedLookupLoader<SnapshotKey, Snapshot | null, null>({
    groupOf: ({ at }) => String(at.getTime()),
    nameOf,
    missing: () => null,
    // Releases are large and asking for the past is rare: one statement never loads those of many tenders.
    batchSizeMax: 25,
    async find({ at }, keys) {
      const ocids = keys.map(({ ocid }) => ocid);
      const revisions = await database.readPublic((db) => findRevisionsUpTo(db, { ocids, at }));
      const byOcid = Map.groupBy(revisions, ({ ocid }) => ocid);
      return new Map(keys.map((key) => [nameOf(key), snapshotOf(byOcid.get(key.ocid) ?? [], key)]));
    },
  });
}

function nameOf({ ocid, at }: SnapshotKey): string {
  return `${at.getTime()} ${ocid}`;
}
