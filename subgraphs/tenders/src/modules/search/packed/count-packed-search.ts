import { setImmediate } from 'node:timers/promises';
import type { ReadClient } from '@hub/runtime/database';
import { countRemainder, type RowCounts } from '../facet-rows.repository.js';
import type { FacetQuery } from '../facets.repository.js';
import type { SearchFilter } from '../search-request.js';
import { findQueryText } from '../search.repository.js';
import { createPackedCounter, type PackedCounts, type PackedFilter } from './count-packed.js';
import { packedStoreOf, type PackedBlocks } from './packed-store.repository.js';
import { hitsOf, readTextTree, wordsIn, type TextTree } from './text-tree.js';

// More words than this are a pasted paragraph, and hardly any tender has all of them.
const wordsMax = 12;
// Two milliseconds of work, after which others may go on.
const blocksAtOnce = 16;

/**
 * Counts by packed columns, and row by row what has changed since they were packed: exact at any time. Null when the
 * search asks for what they do not know: ranges and windows, phrases, beginnings of words, words that are rare.
 */
export async function countPacked(db: ReadClient, query: FacetQuery): Promise<RowCounts | null> {
  if (query.asked === undefined) return null;
  const { search, filter } = query.asked;
  const packedFilter = packedFilterOf(filter);
  if (packedFilter === null) return null;
  const tree = search === undefined ? null : readTextTree(await findQueryText(db, search));
  if (search !== undefined && tree === null) return null;
  const words = tree === null ? [] : wordsIn(tree);
  if (words.length > wordsMax) return null;
  const remainder = await countRemainder(db, query, words);
  if (remainder === null) return null;
  const store = packedStoreOf(db);
  const packed = await store.load(db, { revisions: remainder.revisions, words });
  // A block was packed anew between the two statements. That is rare, and rows can always be counted.
  if (packed === null) return null;
  const nowMs = query.now.getTime();
  const counter = createPackedCounter(packedFilter, { dictionaries: store.dictionaries, nowMs });
  await addAll(packed, tree, counter.add);
  return sumOf(counter.counts(query.facets, query.currency), remainder.counts);
}

async function addAll(
  { blocks, placesOf }: PackedBlocks,
  tree: TextTree | null,
  add: (block: PackedBlocks['blocks'][number], hits: Int32Array) => void,
): Promise<void> {
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && index % blocksAtOnce === 0) await setImmediate();
    add(
      block,
      hitsOf(tree, block.rows, (word) => placesOf(block, word)),
    );
  }
}

function packedFilterOf({
  value,
  closing,
  published,
  cidb,
  origin: _origin,
  ...filter
}: SearchFilter): PackedFilter | null {
  if (value !== undefined || closing !== undefined || published !== undefined || cidb !== undefined) return null;
  const { provinces, statuses, procurementCategories, methods, categories, buyerIds, hasBriefing, ...unknown } = filter;
  if (Object.values(unknown).some((given) => given !== undefined)) return null;
  return {
    provinces: provinces && new Set([...provinces, 'NATIONAL']),
    statuses: statuses && new Set(statuses),
    procurementCategories: procurementCategories && new Set(procurementCategories.map((name) => name.toLowerCase())),
    methods: methods && new Set(methods.map((name) => name.toLowerCase())),
    categories: categories && new Set(categories),
    buyers: buyerIds && new Set(buyerIds.map((id) => id.toLowerCase())),
    briefing: hasBriefing === undefined ? undefined : new Set([String(hasBriefing)]),
  };
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
