import type { ReadClient } from '@hub/runtime/database';

/** What the current team reads instead of a published field; null means "not stated". */
export interface TenderOverride {
  readonly tenderId: string;
  readonly field: string;
  readonly value: string | null;
}

/** The current team's overrides of tenders: row-level security leaves only its own. */
export function findOverrides(db: ReadClient, tenderIds: readonly string[]): Promise<readonly TenderOverride[]> {
  return db.$queryRaw<TenderOverride[]>`
    select tender_id as "tenderId", field, value from tenders.tender_override
    where tender_id = any(${[...tenderIds]}::uuid[]) order by tender_id, field`;
}
