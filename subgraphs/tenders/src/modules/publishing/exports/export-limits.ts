import { findPlanLimit, limitBounds, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { limitReached, type LimitReached } from '@hub/runtime/graphql';
import { countUnderWay } from './export.repository.js';

/** More tenders were found than one file may hold. */
export interface ExportTooLarge {
  readonly __typename: 'ExportTooLarge';
  readonly code: 'LIMIT_REACHED';
  readonly message: string;
  readonly path: string[];
  readonly rowsMax: number;
}

/** Null when the team has room for another export. It holds until the transaction ends only behind the lock. */
export async function refusalByCount(db: ReadClient | TeamTransaction): Promise<LimitReached | null> {
  const max = await findPlanLimit(db, 'EXPORTS');
  const used = await countUnderWay(db);
  return max !== null && used >= max ? tooMany(max, used) : null;
}

function tooMany(max: number, used: number): LimitReached {
  const exports = max === 1 ? 'one export' : `${max} exports`;
  return limitReached(`Your plan allows ${exports} at a time. Wait until one is done, or cancel one.`, { max, used });
}

/** Tenders that one file of the team may hold. A file always has a bound. */
export async function rowsPerExport(db: ReadClient | TeamTransaction): Promise<number> {
  return (await findPlanLimit(db, 'ROWS_PER_EXPORT')) ?? limitBounds.ROWS_PER_EXPORT;
}

/** The answer to a search that finds more than that. */
export function tooLarge(rowsMax: number): ExportTooLarge {
  const message = `The search finds more than the ${rowsMax.toLocaleString('en')} tenders that your plan allows in one file. Narrow it with a filter.`;
  return { __typename: 'ExportTooLarge', code: 'LIMIT_REACHED', message, path: ['filter'], rowsMax };
}
