import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { findRevisionsUpTo } from './revision.repository.js';
import { snapshotOf, type Snapshot } from './snapshot.js';

/** One tender at one instant. */
export interface SnapshotKey {
  readonly ocid: string;
  readonly at: Date;
}

/** Tenders as they stood: those at one instant are read together. Null before the first release. */
export function createSnapshotLoader({ database }: RequestScope) {
  return new DataLoader<SnapshotKey, Snapshot | null, string>(
    async (keys) => {
      const found = new Map<string, Snapshot | null>();
      for (const group of Map.groupBy(keys, ({ at }) => at.getTime()).values()) {
        const at = group[0]?.at ?? new Date(0);
        const ocids = group.map(({ ocid }) => ocid);
        const revisions = await database.readPublic((db) => findRevisionsUpTo(db, { ocids, at }));
        const byOcid = Map.groupBy(revisions, ({ ocid }) => ocid);
        for (const key of group) found.set(nameOf(key), snapshotOf(byOcid.get(key.ocid) ?? [], at));
      }
      return keys.map((key) => found.get(nameOf(key)) ?? null);
    },
    // Releases are large and asking for the past is rare: one statement never loads those of many tenders.
    { cacheKeyFn: nameOf, maxBatchSize: 25 },
  );
}

function nameOf({ ocid, at }: SnapshotKey): string {
  return `${at.getTime()} ${ocid}`;
}
