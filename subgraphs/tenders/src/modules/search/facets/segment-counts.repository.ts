import { setImmediate } from 'node:timers/promises';
import type { ReadClient } from '@hub/runtime/database';
import { countRows, type RowCounts } from './facet-rows.repository.js';
import type { FacetQuery } from './facets.repository.js';
import {
  createPackedCounter,
  type PackedCounts,
  packedFilterOf,
  type PackedFilter,
  isExact,
  hitsAmong,
} from '../../../search-index/index.js';
import { findPackedSearch, stateNow, type PackedSearch } from '../segments/segment-view.repository.js';

// Two milliseconds of work, after which others may go on.
const blocksAtOnce = 16;

/**
 * Counts by packed columns, and row by row what has changed since they were packed: exact at any time. Null when too
 * little is packed, and for phrases, of which packed columns know only where they may be.
 */
export async function countPacked(db: ReadClient, query: FacetQuery): Promise<RowCounts | null> {
  if (query.asked === undefined) return null;
  const search = await findPackedSearch(db, query.asked.search, { isProved: false });
  if (search === null || (search.tree !== null && !isExact(search.tree))) return null;
  const { others, dictionaries, state } = search.view;
  const rows = others === null ? null : await countRows(db, query, { where: others, beside: stateNow });
  // What was in memory is no longer all there is. That is rare, and rows can always be counted.
  if (rows !== null && rows.beside !== state) return null;
  const nowMs = query.now.getTime();
  const filter = packedFilterOf(query.asked.filter, { dictionaries, nowMs, hasText: search.tree !== null });
  const packed = await countBlocks(search, { query, filter, nowMs });
  return rows === null ? packed : sumOf(packed, rows);
}

async function countBlocks(
  { view, tree }: PackedSearch,
  { query, filter, nowMs }: { query: FacetQuery; filter: PackedFilter; nowMs: number },
): Promise<PackedCounts> {
  const counter = createPackedCounter(filter, { dictionaries: view.dictionaries, nowMs });
  for (const [index, block] of view.blocks.entries()) {
    if (index > 0 && index % blocksAtOnce === 0) await setImmediate();
    if (filter.mayMeet(block)) counter.add(block, hitsAmong(view.rowsOf(block), block, { tree, filter }));
  }
  return counter.counts(query.facets, query.currency);
}

function sumOf(packed: PackedCounts, rows: RowCounts): RowCounts {
  const tallies = new Map(
    [...packed.tallies].map(([name, tally]) => {
      const sum = new Map(tally);
      for (const [value, count] of rows.tallies.get(name) ?? []) sum.set(value, (sum.get(value) ?? 0) + count);
      return [name, sum];
    }),
  );
  return { total: packed.total + rows.total, tallies };
}
