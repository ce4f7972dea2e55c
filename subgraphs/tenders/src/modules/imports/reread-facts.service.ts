import type { BulkPool } from '@hub/runtime/database';
import { markStaleInBulk } from '@hub/runtime/staleness';
import { cidbKeys, readerVersion, readTenderFacts } from '../../facts/index.js';
import { bulkLimits } from './import-batch.service.js';
import { lockProcesses } from './write/release.repository.js';
import { countUnread, findTexts, findUnread, writeFacts } from './write/fact-write.repository.js';
import { readNoticeUrls } from './notice-urls.js';
import { writeNoticeUrls } from './write/tender-write.repository.js';
import { inTransaction, withClient } from '../../bulk/index.js';
import { tagsOfChange } from '../../tender-tags.js';

/** What to read again, and until when. */
export interface RereadOptions {
  /** Connects as svc_tenders or svc_worker. */
  pool: BulkPool;
  /** Aborted, it stops behind a batch; the next run goes on there. */
  signal: AbortSignal;
  onProgress?: (progress: RereadProgress) => void;
  /** Tenders of one transaction. */
  batchSize?: number;
}

export interface RereadProgress {
  tendersRead: number;
  tendersTotal: number;
}

/**
 * Reads facts out of the text of every tender that older readers have read, or none, and out of its releases where its
 * publisher shows it. Each batch is one transaction, and
 * a tender that was read is not found again, so a run that was stopped or killed is finished by the next.
 *
 * @throws Error when the database is lost.
 */
export async function rereadFacts(options: RereadOptions): Promise<RereadProgress> {
  const { pool, signal, onProgress, batchSize = 500 } = options;
  const tendersTotal = await withClient(pool, (client) => countUnread(client, readerVersion));
  const progress = { tendersRead: 0, tendersTotal };
  let after: string | null = null;
  while (!signal.aborted) {
    const found = await rereadBatch(pool, { after, limit: batchSize });
    if (found.length === 0) break;
    after = found.at(-1) ?? null;
    progress.tendersRead += found.length;
    onProgress?.(progress);
  }
  return progress;
}

/** Answers the ids of the tenders that were read, in their order. */
function rereadBatch(pool: BulkPool, page: { after: string | null; limit: number }): Promise<string[]> {
  return inTransaction(pool, bulkLimits, async (client) => {
    const found = await findUnread(client, { ...page, version: readerVersion });
    // An import of the same tenders waits, or is waited for: what is written must be of the text that stays.
    const ocids = found.map(({ ocid }) => ocid);
    await lockProcesses(client, ocids);
    const ids = found.map(({ id }) => id);
    const tenders = await findTexts(client, ids);
    const rows = tenders.map(({ id, ...texts }) => {
      const facts = readTenderFacts(texts);
      return { tenderId: id, readerVersion, facts, keys: cidbKeys(facts) };
    });
    await writeFacts(client, rows);
    const urls = await readNoticeUrls(client, ocids);
    await writeNoticeUrls(
      client,
      found.map(({ id, ocid }) => ({ id, url: urls.get(ocid) ?? null })),
    );
    if (ids.length > 0) await markStaleInBulk(client, tagsOfChange(ids));
    return ids;
  });
}
