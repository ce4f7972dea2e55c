import { z } from 'zod';
import type { PagedList } from '../paging/paged-list.js';
import type { ReplacementRow } from './document-fetch.repository.js';

/** What the list is sorted by: ids are time-ordered. */
export type ReplacementPosition = [string];

/** Exchanges of one file, newest first. */
export const replacementList: PagedList<ReplacementRow, ReplacementPosition> = {
  name: 'replacements',
  position: z.tuple([z.guid()]),
  positionOf: ({ id }) => [id],
};
