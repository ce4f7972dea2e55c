import { createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import {
  countDocuments,
  findDocumentPages,
  type DocumentCounts,
  type DocumentPage,
  type DocumentQuestion,
} from './document-pages.repository.js';

const pagesMax = 20;

/** Pages of a tender's documents that have words of a question, the best first. */
export function createDocumentPagesLoader({ database }: RequestScope) {
  return createLookupLoader<DocumentQuestion, readonly DocumentPage[], readonly DocumentPage[]>({
    async find(questions) {
      const rows = await database.readPublic((db) => findDocumentPages(db, { questions, take: pagesMax }));
      return new Map(questions.map((one, index) => [nameOf(one), rows.filter(({ place }) => place === index)]));
    },
    nameOf,
    missing: () => [],
    batchSizeMax: 20,
  });
}

/** How many documents of a tender can be asked. */
export function createDocumentCountsLoader({ database }: RequestScope) {
  return createLookupLoader<string, DocumentCounts, DocumentCounts>({
    async find(tenderIds) {
      const rows = await database.readPublic((db) => countDocuments(db, tenderIds));
      return new Map(rows.map((row) => [row.tenderId, row]));
    },
    nameOf: (tenderId) => tenderId,
    missing: () => ({ readCount: 0, unreadCount: 0 }),
    batchSizeMax: 100,
  });
}

function nameOf({ tenderId, question }: DocumentQuestion): string {
  return `${tenderId}\n${question}`;
}
