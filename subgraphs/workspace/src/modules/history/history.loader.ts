import { holds } from '@hub/runtime/auth';
import { createByIdLoader, createCountLoader, createSliceLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { countHistories, findHistories, findHistoryByIds, type HistoryRow } from './history.repository.js';

/** Histories of things: their pages and how long they are. */
export function createHistoryLoader({ database }: RequestScope) {
  return {
    pages: createSliceLoader<HistoryRow, string>((query) => database.read((db) => findHistories(db, query))),
    counts: createCountLoader(({ parents }) => database.read((db) => countHistories(db, parents))),
  };
}

/** What happened to entries, projects and tasks of the actor's team, where the actor may see them, by id; null for any other id. */
export function createHistoryEventLoader({ actor, database }: RequestScope) {
  return createByIdLoader(async (ids) => {
    const found = await database.read((db) => findHistoryByIds(db, ids));
    return found.filter(({ type }) =>
      holds(actor, type.startsWith('workspace.entry_') ? 'entry:read' : 'project:read'),
    );
  });
}
