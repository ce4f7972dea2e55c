import type { RequestScope } from '@hub/runtime/service';
import {
  createByIdLoader,
  createCountLoader,
  createLookupLoader,
  createRowLoader,
  createSliceLoader,
  type LoaderFactories,
} from '@hub/runtime/loaders';
import {
  countReplacements,
  findFiles,
  findReplacedAt,
  findReplacements,
  findReplacementsByIds,
  type ReplacementRow,
  type ReplacementPosition,
} from './document-fetch.repository.js';

/** Files behind documents, and their replacements: each kind of one request is one statement. */
export const documentLoaders = {
  file: ({ database }) =>
    createRowLoader(
      (urls) => database.readPublic((db) => findFiles(db, urls)),
      ({ url }) => url,
    ),
  documentsReplacedAt: ({ database }) =>
    createLookupLoader<string, Date, null>({
      nameOf: (tenderId) => tenderId,
      missing: () => null,
      async find(tenderIds) {
        const found = await database.readPublic((db) => findReplacedAt(db, tenderIds));
        return new Map(found.map(({ tenderId, replacedAt }) => [tenderId, replacedAt]));
      },
    }),
  replacement: ({ database }) => createByIdLoader((ids) => database.readPublic((db) => findReplacementsByIds(db, ids))),
  replacementCount: ({ database }) =>
    createCountLoader(({ parents }) => database.readPublic((db) => countReplacements(db, parents))),
  replacements: ({ database }) =>
    createSliceLoader<ReplacementRow, ReplacementPosition>((query) =>
      database.readPublic((db) => findReplacements(db, query)),
    ),
} satisfies LoaderFactories<RequestScope>;
