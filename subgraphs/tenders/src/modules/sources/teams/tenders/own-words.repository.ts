import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import type { SqlClient } from '../../../../bulk/index.js';
import { ownWordsVersion, type OwnTexts } from './own-words.js';

/** How much there is to read again. */
export interface QueuedWords {
  readonly teams: number;
  readonly tenders: number;
}

/** Queues a job for every team with own tenders that an older reader has read, in the name of that team. */
export async function queueOwnWords(tx: TeamTransaction): Promise<void> {
  await tx.$queryRaw`select teams from tenders.queue_own_words(${ownWordsVersion}::integer)`;
}

/** The same for a command, which tells how much was queued. */
export async function queueOwnWordsInBulk(client: SqlClient): Promise<QueuedWords> {
  const { rows } = await client.query<QueuedWords>(
    'select teams, own_tenders as tenders from tenders.queue_own_words($1)',
    [ownWordsVersion],
  );
  return rows[0] ?? { teams: 0, tenders: 0 };
}

/** Own tenders of the current team that an older reader has read. */
export function findOldWords(db: ReadClient, limit: number): Promise<(OwnTexts & { readonly id: string })[]> {
  return db.teamTender.findMany({
    where: { wordsVersion: { lt: ownWordsVersion } },
    select: {
      ...{ id: true, ocid: true, province: true, language: true, title: true, reference: true, description: true },
      ...{ buyerName: true, category: true },
    },
    orderBy: { id: 'asc' },
    take: limit,
  });
}

/** Writes words. What the source says stays as it is, so nobody is told of a change. */
export async function writeWords(
  tx: TeamTransaction,
  rows: readonly { readonly id: string; readonly words: string }[],
): Promise<void> {
  await tx.$executeRaw`
    update tenders.team_tender t set kept_words = r.words, words_version = ${ownWordsVersion}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, words text)
    where t.id = r.id and t.words_version < ${ownWordsVersion}`;
}
