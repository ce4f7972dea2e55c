import type { TeamTender } from '@hub/prisma/client';
import { HubError } from '@hub/runtime/errors';
import type { Loaders } from '../../loaders.js';
import { closingStatementOf, readNoticeKind, readProvince, type ValueStatement } from '../../ocds/index.js';
import { lifecycleOf, ownPresumedUntil } from '../sources/teams/tenders/lifecycle.js';
import type { TenderRecord } from './tender-record.js';

/** A public tender, or one that came through a source of the actor's team. */
export type AnyTender = Omit<TenderRecord, 'ocid' | 'sourceId'> & {
  readonly ocid: string | null;
  /** The public source; absent from a tender of a team. */
  readonly sourceId?: string;
  /** The row of the team; absent from a public tender. */
  readonly teamTender?: TeamTender;
};

/**
 * A tender by its row's id; null when the actor may see none. Public ones come from a cache that all teams share; a
 * team's own are read under row-level security each time and kept for this request alone.
 */
export async function anyTenderById(
  { tender, teamTender }: Pick<Loaders, 'tender' | 'teamTender'>,
  id: string,
): Promise<AnyTender | null> {
  const found = await tender.load(id);
  if (found !== null) return found;
  const own = await teamTender.load(id);
  return own === null ? null : ownTender(own);
}

/** A tender that a search has found. Public ones stay; a team's own goes with its source. @throws HubError `NOT_FOUND` */
export async function foundTender(loaders: Pick<Loaders, 'tender' | 'teamTender'>, id: string): Promise<AnyTender> {
  const tender = await anyTenderById(loaders, id);
  if (tender !== null) return tender;
  throw new HubError('NOT_FOUND', 'The tender was removed at this moment.');
}

// What a source of a team states as its value and cannot be read is not kept apart.
function valueStatementOf({ valueAmount, valueCurrency }: TeamTender): ValueStatement {
  if (valueAmount === null) return 'NOT_STATED';
  return valueCurrency === null ? 'NO_CURRENCY' : 'STATED';
}

/** A team's own tender in the shape of a public one. */
export function ownTender(row: TeamTender): AnyTender {
  return {
    ...row,
    lifecycle: lifecycleOf(row.lifecycle),
    statusEvidence: null,
    noticeKind: readNoticeKind(row),
    closingStatement: closingStatementOf(row),
    valueStatement: valueStatementOf(row),
    presumedUntil: ownPresumedUntil(row),
    province: readProvince(row.province),
    valueAmount: row.valueAmount?.toFixed() ?? null,
    // Its buyer is a name at the source and not one of the buyers known here.
    buyerId: null,
    releaseCount: row.ocid !== null && Array.isArray(row.raw) ? row.raw.length : 0,
    teamTender: row,
  };
}
