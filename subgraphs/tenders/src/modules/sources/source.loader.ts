import { createLoader } from '@hub/runtime/cache';
import { createByIdLoader, type LoaderFactories } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { sourcesTagName } from '../../tender-tags.js';
import { sourceRecord, sourceRecordOf, sourceRecords, type SourceRecord } from './source-record.js';
import { findSources, findSourcesByIds } from './source.repository.js';
import { findTeamSourcesByIds } from './teams/team-source.repository.js';
import { findTeamTendersByIds } from './teams/tenders/team-tender.repository.js';

/** The list of sources. Public data: shared by all, and served for a while when the database is away. */
export function createSourcesLoader({ cache, database }: RequestScope) {
  return createLoader<string, SourceRecord[]>({
    cache,
    team: 'public',
    type: 'sourceHealth',
    version: 2,
    ttlSeconds: 30,
    staleIfErrorSeconds: 600,
    codec: sourceRecords,
    tags: () => [sourcesTagName],
    batch: async (ids) => {
      const records = (await database.readPublic(findSources)).map(sourceRecordOf);
      return new Map(ids.map((id) => [id, records]));
    },
  });
}

/** Public sources by id; null for any other id. */
export function createSourceLoader({ cache, database }: RequestScope) {
  return createLoader<string, SourceRecord>({
    cache,
    team: 'public',
    type: 'source',
    ttlSeconds: 30,
    staleIfErrorSeconds: 600,
    codec: sourceRecord,
    tags: () => [sourcesTagName],
    batch: async (ids) => {
      const rows = await database.readPublic((db) => findSourcesByIds(db, ids));
      return new Map(rows.map((row) => [row.id, sourceRecordOf(row)]));
    },
  });
}

/** Sources and tenders of the actor's team by id; null for any other id. */
export const teamLoaders = {
  teamSource: ({ database }) => createByIdLoader((ids) => database.read((db) => findTeamSourcesByIds(db, ids))),
  teamTender: ({ database }) => createByIdLoader((ids) => database.read((db) => findTeamTendersByIds(db, ids))),
} satisfies LoaderFactories<RequestScope>;
