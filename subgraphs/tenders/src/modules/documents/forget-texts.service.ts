import type { TeamDatabase } from '@hub/runtime/database';
import { forgetDocumentTexts } from './document-text.repository.js';

// With their pages, of which there are some hundred each.
const textsAtOnce = 500;

/** Deletes texts of files that no address has had for 30 days, some at a time: each transaction is short. */
export async function forgetTexts(database: TeamDatabase): Promise<void> {
  let forgotten: number;
  do {
    forgotten = await database.write((tx) => forgetDocumentTexts(tx, textsAtOnce));
  } while (forgotten === textsAtOnce);
}
