import { Prisma } from '@hub/prisma/client';

/**
 * When bids close as the current team reads a tender: its override, joined as `v`, comes before what was published. An override
 * that says nothing means that no time is known.
 */
export function effectiveClosingOf(published: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case when v.tender_id is null then ${published} else v.value::timestamptz end`;
}
