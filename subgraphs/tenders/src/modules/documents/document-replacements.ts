import { z } from 'zod';
import type { PagedList } from '@hub/runtime/graphql';
import type { ReplacementPosition, ReplacementRow } from './document-fetch.repository.js';

/** Exchanges of one file, newest first. */
export const replacementList: PagedList<ReplacementRow, ReplacementPosition> = {
  name: 'replacements',
  position: z.tuple([z.guid()]),
  positionOf: ({ id }) => [id],
};
