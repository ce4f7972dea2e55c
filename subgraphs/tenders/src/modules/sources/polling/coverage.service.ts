import type { BulkPool } from '@hub/runtime/database';
import { z } from 'zod';
import { inTransaction } from '../../../bulk/index.js';

/** What is held of a source. */
export const coverage = z.object({
  tenders: z.number(),
  withClosingDate: z.number(),
  withValue: z.number(),
  withBuyer: z.number(),
  withProvince: z.number(),
  releases: z.number(),
  quarantined: z.number(),
  newestReleaseAt: z.string().nullable(),
});

/**
 * Counts again what is held of each source that has run since it was last counted. Counting a country takes seconds, so
 * it is done behind imports and never when somebody asks.
 *
 * @returns the number of sources counted.
 */
export async function refreshCoverage(pool: BulkPool, now: Date): Promise<number> {
  const counted = await inTransaction(pool, `set local statement_timeout = '5min'`, (client) =>
    client.query(
      `update tenders.source s set coverage_at = greatest($1, s.last_run_at), coverage = (
         select jsonb_build_object('tenders', count(*), 'withClosingDate', count(closing_at), 'withValue', count(value_amount),
           'withBuyer', count(buyer_id), 'withProvince', count(province)) from tenders.tender t where t.source_id = s.id
       ) || jsonb_build_object(
         'quarantined', (select count(*) from tenders.quarantined_release q where q.source_id = s.id and q.resolved_at is null)
       ) || (
         select jsonb_build_object('releases', count(*), 'newestReleaseAt', max(released_at)) from tenders.release r where r.source_id = s.id
       )
       where s.last_run_at is not null and (s.coverage_at is null or s.last_run_at >= s.coverage_at)`,
      [now],
    ),
  );
  return counted.rowCount ?? 0;
}
