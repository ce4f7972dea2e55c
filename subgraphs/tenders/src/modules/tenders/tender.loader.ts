import { createLoader } from '@hub/runtime/cache';
import type { RequestScope } from '@hub/runtime/service';
import { tenderTagName } from '../../tender-tags.js';
import { tenderRecord, type TenderRecord } from './tender-record.js';
import { findByIds } from './tender.repository.js';

/**
 * Tenders by id. Public data: shared by all teams, kept for six hours unless an import changes it, and a few seconds in
 * this process. What depends on the clock, such as the status, is worked out when it is asked for.
 */
export function createTenderLoader(scope: RequestScope) {
  return createLoader<string, TenderRecord>({
    cache: scope.cache,
    team: 'public',
    type: 'tender',
    version: 4,
    ttlSeconds: 6 * 3_600,
    localSeconds: 5,
    staleIfErrorSeconds: 600,
    codec: tenderRecord,
    tags: (id) => [tenderTagName(id)],
    batch: async (ids) => {
      const rows = await scope.database.readPublic((db) => findByIds(db, ids));
      return new Map(rows.map((row) => [row.id, recordOf(row)]));
    },
  });
}

function recordOf(row: Awaited<ReturnType<typeof findByIds>>[number]): TenderRecord {
  return {
    ...row,
    lifecycle: tenderRecord.shape.lifecycle.parse(row.lifecycle),
    statusEvidence: tenderRecord.shape.statusEvidence.parse(row.statusEvidence),
    noticeKind: tenderRecord.shape.noticeKind.parse(row.noticeKind),
    valueStatement: tenderRecord.shape.valueStatement.parse(row.valueStatement),
    closingStatement: tenderRecord.shape.closingStatement.parse(row.closingStatement),
    valueAmount: row.valueAmount?.toFixed() ?? null,
  };
}
