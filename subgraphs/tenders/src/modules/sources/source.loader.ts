import { createLoader } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { sourceRecordOf, sourceRecords, type SourceRecord } from './source-record.js';
import { findSources } from './source.repository.js';
import { findTeamSourcesByIds } from './teams/team-source.repository.js';
import { findTeamTendersByIds } from './teams/team-tender.repository.js';

/** The list of sources. Public data: shared by all, and served for a while when the database is away. */
export function createSourcesLoader({ cache, database }: RequestScope) {
  return createLoader<string, SourceRecord[]>({
    cache,
    team: 'public',
    type: 'sourceHealth',
    ttlSeconds: 30,
    staleIfErrorSeconds: 600,
    codec: sourceRecords,
    batch: async (ids) => {
      const records = (await database.readPublic(findSources)).map(sourceRecordOf);
      return new Map(ids.map((id) => [id, records]));
    },
  });
}

/** Sources and tenders of the actor's team by id; null for any other id. */
export function createTeamLoaders({ database }: RequestScope) {
  return {
    teamSource: rowLoader((ids) => database.read((db) => findTeamSourcesByIds(db, ids))),
    teamTender: rowLoader((ids) => database.read((db) => findTeamTendersByIds(db, ids))),
  };
}

/** Rows by id, in the batches of one request; null for an id that names none. */
export function rowLoader<Row extends { id: string }>(find: (ids: readonly string[]) => Promise<Row[]>) {
  return new DataLoader<string, Row | null>(async (ids) => {
    const byId = new Map((await find(ids)).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
