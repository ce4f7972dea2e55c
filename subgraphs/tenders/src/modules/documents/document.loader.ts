import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { createSliceLoader } from '../paging/slice.loader.js';
import {
  findFiles,
  findReplacedAt,
  findReplacements,
  type FetchedFile,
  type ReplacementRow,
  type ReplacementPosition,
} from './document-fetch.repository.js';

/** Files behind documents, and their exchanges: each kind of one request is one statement. */
export function createDocumentLoaders({ database }: RequestScope) {
  return {
    file: new DataLoader<string, FetchedFile | null>(async (urls) => {
      const found = await database.readPublic((db) => findFiles(db, urls));
      const byUrl = new Map(found.map((file) => [file.url, file]));
      return urls.map((url) => byUrl.get(url) ?? null);
    }),
    documentsReplacedAt: new DataLoader<string, Date | null>(async (tenderIds) => {
      const found = await database.readPublic((db) => findReplacedAt(db, tenderIds));
      const byTender = new Map(found.map(({ tenderId, replacedAt }) => [tenderId, replacedAt]));
      return tenderIds.map((id) => byTender.get(id) ?? null);
    }),
    replacements: createSliceLoader<ReplacementRow, ReplacementPosition>((wanted) =>
      database.readPublic((db) => findReplacements(db, wanted)),
    ),
  };
}
