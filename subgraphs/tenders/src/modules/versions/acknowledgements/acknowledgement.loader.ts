import { createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import type { VersionRow } from '../history/version.repository.js';
import { findAcknowledgements, type AcknowledgementRow } from './acknowledgement.repository.js';

type Acknowledgeable = Pick<VersionRow, 'tenderId' | 'releaseRow' | 'changesHash'>;

/** What the actor's team has noted about versions; null where it has not, or where the version has changed since. */
export function createAcknowledgementLoader({ database }: RequestScope) {
  return createLookupLoader<Acknowledgeable, AcknowledgementRow, null>({
    nameOf: keyOf,
    missing: () => null,
    async find(versions) {
      const tenderIds = [...new Set(versions.map(({ tenderId }) => tenderId))];
      const releaseRows = [...new Set(versions.map(({ releaseRow }) => releaseRow))];
      const rows = await database.read((db) => findAcknowledgements(db, { tenderIds, releaseRows }));
      return new Map(rows.map((row) => [keyOf(row), row]));
    },
  });
}

function keyOf({ tenderId, releaseRow, changesHash }: Acknowledgeable): string {
  return `${tenderId} ${releaseRow} ${changesHash}`;
}
