import type { RequestScope } from '@hub/runtime/service';
import { ownWordsOf } from './own-words.js';
import { findOldWords, queueOwnWords, writeWords } from './own-words.repository.js';

const batchSize = 200;

/** Queues a job for each team whose own tenders an older reader has read. */
export function queueOldWords({ database }: RequestScope): Promise<void> {
  return database.write(queueOwnWords);
}

/**
 * Works out the words again of all tenders of one team that an older reader has read. A row that a poll writes meanwhile
 * has the words of that poll; run twice, or cut off and run again, it leaves the same.
 */
export async function rereadOwnWords({ database, logger }: RequestScope): Promise<void> {
  let tenders = 0;
  for (;;) {
    const written = await database.write(async (tx) => {
      const rows = await findOldWords(tx, batchSize);
      if (rows.length > 0)
        await writeWords(
          tx,
          rows.map((row) => ({ id: row.id, words: ownWordsOf(row) })),
        );
      return rows.length;
    });
    tenders += written;
    if (written < batchSize) break;
  }
  if (tenders > 0) logger.info({ tenders }, 'The words that tenders of a team are found by were worked out again.');
}
