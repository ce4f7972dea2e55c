import type { RequestScope } from '@hub/runtime/service';
import type { SearchPosition } from '../../search/request/search-cursor.js';
import { compiledReleaseOf, type KeptProcess, countRepair, type RepairCounts } from '../../../ocds/index.js';
import { findProcesses } from '../packages/process.loader.js';
import { findOcids, findSlice, findTableRows, type ExportedSearch } from './export-rows.repository.js';
import { tableHead, tableLine } from './export-table.js';

type Scope = Pick<RequestScope, 'database'>;

/** What to write, and whom to tell how far it has got. */
export interface ExportWalk {
  readonly search: ExportedSearch;
  readonly rowsMax: number;
  readonly repairs: RepairCounts;
  /** Called before each slice with the rows written so far; what it throws ends the walk. */
  readonly onProgress: (rowCount: number) => Promise<void>;
}

/** The walk has found more than may be written. */
export class TooManyRowsError extends Error {
  override readonly name = 'TooManyRowsError';
}

/** Compiled releases as JSON Lines, one string for each slice of the walk, in flat memory. */
export async function* releaseLines(scope: Scope, walk: ExportWalk): AsyncGenerator<string> {
  for await (const ids of slices(scope, walk)) {
    const ocids = await scope.database.readPublic((db) => findOcids(db, ids));
    for (let start = 0; start < ocids.length; start += releasesAtOnce) {
      const processes = await findProcesses(scope, ocids.slice(start, start + releasesAtOnce));
      yield processes.map((process) => (process === null ? '' : lineOf(process, walk.repairs))).join('');
    }
  }
}

/** The main columns as a table, likewise. */
export async function* tableLines(scope: Scope, walk: ExportWalk): AsyncGenerator<string> {
  yield tableHead();
  for await (const ids of slices(scope, walk)) {
    const rows = await scope.database.readPublic((db) => findTableRows(db, ids));
    yield rows.map((row) => tableLine(row, walk.search.at)).join('');
  }
}

const sliceSizeMax = 200;
/** A tender may have hundreds of large releases, so that fewer are in memory at the same time. */
const releasesAtOnce = 20;

function lineOf(process: KeptProcess, total: RepairCounts): string {
  const { release, repairs } = compiledReleaseOf(process);
  for (const [kind, count] of repairs) countRepair(total, kind, count);
  return `${JSON.stringify(release)}\n`;
}

async function* slices(scope: Scope, walk: ExportWalk): AsyncGenerator<string[]> {
  const { search, rowsMax, onProgress } = walk;
  let after: SearchPosition | null = null;
  let rowCount = 0;
  for (;;) {
    await onProgress(rowCount);
    const position: SearchPosition | null = after;
    const rows: SearchPosition[] = await scope.database.readPublic((db) =>
      findSlice(db, search, { after: position, limit: sliceSizeMax }),
    );
    rowCount += rows.length;
    if (rowCount > rowsMax) throw new TooManyRowsError(`The search found more than ${rowsMax} tenders.`);
    if (rows.length > 0) yield rows.map(({ tenderId }) => tenderId);
    after = rows.at(-1) ?? after;
    if (rows.length < sliceSizeMax) break;
  }
  await onProgress(rowCount);
}
