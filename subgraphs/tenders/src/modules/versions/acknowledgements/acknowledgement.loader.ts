import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import type { VersionRow } from '../history/version.repository.js';
import { findAcknowledgements, type AcknowledgementRow } from './acknowledgement.repository.js';

type Acknowledgeable = Pick<VersionRow, 'tenderId' | 'releaseRow' | 'changesHash'>;

/** What the actor's team has noted about versions; null where it has not, or where the version has changed since. */
export function createAcknowledgementLoader({ database }: RequestScope) {
  return new DataLoader<Acknowledgeable, AcknowledgementRow | null, string>(
    async (versions) => {
      const tenderIds = [...new Set(versions.map(({ tenderId }) => tenderId))];
      const releaseRows = [...new Set(versions.map(({ releaseRow }) => releaseRow))];
      const rows = await database.read((db) => findAcknowledgements(db, { tenderIds, releaseRows }));
      const byVersion = new Map(rows.map((row) => [keyOf(row), row]));
      return versions.map((version) => byVersion.get(keyOf(version)) ?? null);
    },
    { cacheKeyFn: keyOf },
  );
}

function keyOf({ tenderId, releaseRow, changesHash }: Acknowledgeable): string {
  return `${tenderId} ${releaseRow} ${changesHash}`;
}
