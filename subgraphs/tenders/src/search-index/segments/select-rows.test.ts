import { describe, expect, test } from '@jest/globals';
import type { Bits } from './bitset.js';
import { bitsOfRows, blockRows, listValues, readCodes, readNumbers, type PackedBlock } from './segment.js';
import { packedFilterOf, type PackedFilter } from './segment-filter.js';
import { readTerms } from './posting-lists.js';
import type { SegmentView } from './segment-view.js';
import { pickedMax, pickRows, type Pick } from './select-rows.js';

/** What one row states; null where it states nothing, undefined where there is no row. */
type Stated = readonly (number | null | undefined)[];

function float8(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(blockRows * 8);
  for (let row = 0; row < blockRows; row += 1) bytes.writeDoubleBE(numbers[row] ?? Number.NaN, row * 8);
  return bytes;
}

/** A block whose rows state these values, and nothing else. */
function blockOf(block: number, stated: Stated): PackedBlock {
  const codes = Buffer.alloc(blockRows * 2);
  for (let row = 0; row < blockRows; row += 1) codes.writeInt16BE(stated[row] === undefined ? -1 : 0, row * 2);
  const column = readCodes(codes, [null], listValues<string | null>(String));
  const numbers = readNumbers(float8(stated.map((value) => value ?? Number.NaN)));
  return {
    block,
    revision: String(block),
    cubes: column,
    cubesAt: () => column.codes,
    categories: column,
    buyers: column,
    published: numbers,
    closing: numbers,
    amounts: numbers,
    terms: readTerms({ terms: Buffer.of(), counts: Buffer.of(), places: Buffer.of() }),
    rows: bitsOfRows(column),
  };
}

const dictionaries = {
  cubes: listValues<never>(String),
  categories: listValues<string | null>(String),
  buyers: listValues<string | null>(String),
};
const noFilter = packedFilterOf({}, { dictionaries, nowMs: 0, hasText: false });

function viewOf(
  blocks: readonly PackedBlock[],
  rowsOf: SegmentView['rowsOf'] = ({ rows }: PackedBlock): Bits => rows,
): SegmentView {
  return { blocks, dictionaries, rowsOf };
}

const smallestFirst: Omit<Pick, 'count'> = {
  tree: null,
  filter: noFilter,
  columnOf: ({ amounts }) => amounts,
  isDescending: false,
  unstated: 'never',
};

/** Picked rows in the order of their numbers, since theirs says nothing, and where the rest was cut off, if it was. */
async function picked(
  view: SegmentView,
  pick: Partial<Pick> & { count: number },
): Promise<{ docs: number[]; cutAt: number | null } | null> {
  const found = await pickRows(view, { ...smallestFirst, ...pick });
  return found && { docs: found.docs.toSorted((left, right) => left - right), cutAt: found.isCut ? found.last : null };
}

/** A filter that says which blocks were looked into. */
function watched(filter: PackedFilter = noFilter): { filter: PackedFilter; looked: number[] } {
  const looked: number[] = [];
  const listed: PackedFilter['listed'] = (rows, block) => {
    looked.push(block.block);
    return filter.listed(rows, block);
  };
  return { filter: { ...filter, listed }, looked };
}

describe('the first rows', () => {
  const view = viewOf([blockOf(0, [50, 10, null, undefined, 30]), blockOf(2, [20, 40, 30])]);
  const second = 2 * blockRows;

  test('are picked out of all blocks, by their numbers', async () => {
    expect(await picked(view, { count: 2 })).toEqual({ docs: [1, second], cutAt: 20 });
  });

  test('are picked together with all that lie where the last one lies', async () => {
    expect(await picked(view, { count: 3 })).toEqual({ docs: [1, 4, second, second + 2], cutAt: 30 });
    expect(await picked(view, { count: 4 })).toEqual({ docs: [1, 4, second, second + 2], cutAt: 30 });
  });

  test('are all, and nothing is cut, when there are no more', async () => {
    const docs = [0, 1, 4, second, second + 1, second + 2];
    expect(await picked(view, { count: 6 })).toEqual({ docs, cutAt: null });
    expect(await picked(view, { count: 7 })).toEqual({ docs, cutAt: null });
  });

  test('may have others behind them even where nothing was thrown away', async () => {
    const full = [blockOf(0, [1, 2, 2]), blockOf(1, [5])];
    expect(await picked(viewOf(full), { count: 2 })).toEqual({ docs: [0, 1, 2], cutAt: 2 });
    // Here there is no other, which nobody has looked for.
    expect(await picked(viewOf(full.slice(0, 1)), { count: 2 })).toEqual({ docs: [0, 1, 2], cutAt: 2 });
  });

  test('are the last ones in the other direction', async () => {
    expect(await picked(view, { count: 1, isDescending: true })).toEqual({ docs: [0], cutAt: 50 });
    expect(await picked(view, { count: 3, isDescending: true })).toEqual({
      docs: [0, 4, second + 1, second + 2],
      cutAt: 30,
    });
  });

  test('begin at a place, and whoever lies just there is picked beside them', async () => {
    expect(await picked(view, { count: 1, from: 20 })).toEqual({ docs: [4, second, second + 2], cutAt: 30 });
    expect(await picked(view, { count: 1, from: 30 })).toEqual({ docs: [4, second + 1, second + 2], cutAt: 40 });
    expect(await picked(view, { count: 9, from: 50 })).toEqual({ docs: [0], cutAt: null });
    expect(await picked(view, { count: 9, from: 51 })).toEqual({ docs: [], cutAt: null });
    expect(await picked(view, { count: 1, from: 20, isDescending: true })).toEqual({ docs: [1, second], cutAt: null });
  });

  test('are none in a view without blocks', async () => {
    expect(await picked(viewOf([]), { count: 3 })).toEqual({ docs: [], cutAt: null });
  });

  test('are not those that have changed since', async () => {
    const changed = viewOf(view.blocks, (block) =>
      block.block === 0 ? new Int32Array(block.rows.length) : block.rows,
    );
    expect(await picked(changed, { count: 2 })).toEqual({ docs: [second, second + 2], cutAt: 30 });
  });
});

describe('rows that do not state what they are ordered by', () => {
  const view = viewOf([blockOf(0, [null, 10, null, undefined]), blockOf(1, [null, undefined, 20])]);

  test('come last', async () => {
    const last = { unstated: 'last' as const };
    expect(await picked(view, { ...last, count: 2 })).toEqual({ docs: [1, blockRows + 2], cutAt: 20 });
    // One of three is asked for, and the three lie in one place.
    expect(await picked(view, { ...last, count: 3 })).toEqual({
      docs: [0, 1, 2, blockRows, blockRows + 2],
      cutAt: null,
    });
    expect(await picked(view, { ...last, count: 2, isDescending: true })).toEqual({
      docs: [1, blockRows + 2],
      cutAt: 10,
    });
  });

  test('are never picked', async () => {
    expect(await picked(view, { unstated: 'never', count: 9 })).toEqual({ docs: [1, blockRows + 2], cutAt: null });
  });

  test('are the only ones', async () => {
    expect(await picked(view, { unstated: 'only', count: Number.POSITIVE_INFINITY })).toEqual({
      docs: [0, 2, blockRows],
      cutAt: null,
    });
  });

  test('are not those that state an end of time', async () => {
    const endless = viewOf([blockOf(0, [Number.POSITIVE_INFINITY, null, 5, 6])]);
    expect(await picked(endless, { unstated: 'never', count: 2 })).toEqual({ docs: [2, 3], cutAt: 6 });
    expect(await picked(endless, { unstated: 'never', count: 3 })).toEqual({ docs: [0, 2, 3], cutAt: null });
    expect(await picked(endless, { unstated: 'only', count: 9 })).toEqual({ docs: [1], cutAt: null });
    // What lies where everything begins is picked beside the others.
    expect(await picked(endless, { unstated: 'never', count: 1, isDescending: true })).toEqual({
      docs: [0, 3],
      cutAt: 6,
    });
  });
});

describe('blocks', () => {
  const blocks = [blockOf(0, [1, 2, 3]), blockOf(1, [3, 30]), blockOf(2, [100, null]), blockOf(3, [null])];

  test('behind the last row wanted are not looked into', async () => {
    const { filter, looked } = watched();
    expect(await picked(viewOf(blocks), { count: 2, filter })).toEqual({ docs: [0, 1], cutAt: 2 });
    expect(looked).toEqual([0]);
  });

  test('that begin just where it lies are', async () => {
    const { filter, looked } = watched();
    const both = { docs: [1, 2, blockRows], cutAt: 3 };
    expect(await picked(viewOf([blockOf(0, [4, 2, 3, 4]), ...blocks.slice(1)]), { count: 2, filter })).toEqual(both);
    expect(looked).toEqual([0, 1]);
  });

  test('are looked into from the last one on in the other direction', async () => {
    const { filter, looked } = watched();
    const found = await picked(viewOf(blocks), { count: 1, isDescending: true, unstated: 'last', filter });
    expect(found).toEqual({ docs: [2 * blockRows], cutAt: 100 });
    expect(looked).toEqual([2]);
  });

  test('before the place to begin at are not looked into', async () => {
    const { filter, looked } = watched();
    expect(await picked(viewOf(blocks), { count: 1, from: 30, filter })).toEqual({
      docs: [blockRows + 1, 2 * blockRows],
      cutAt: null,
    });
    expect(looked).toEqual([1, 2]);
  });

  test.each<[string, { from?: Date; to?: Date }, number[], number[]]>([
    // A millisecond has a thousand microseconds.
    ['begins', { from: new Date(1) }, [blockRows], [1]],
    ['ends', { to: new Date(0) }, [0], [0]],
  ])('that lie where a window %s are looked into, and no others', async (_name, closing, docs, blocksLooked) => {
    const window = packedFilterOf({ closing }, { dictionaries, nowMs: 0, hasText: false });
    const { filter, looked } = watched(window);
    const around = [blockOf(0, [0, 999]), blockOf(1, [1_000, 1]), blockOf(2, [1, 2]), blockOf(3, [null])];
    expect(await picked(viewOf(around), { count: 9, filter })).toEqual({ docs, cutAt: null });
    expect(looked).toEqual(blocksLooked);
  });

  test('are all looked into for those that state nothing', async () => {
    const { filter, looked } = watched();
    expect(await picked(viewOf(blocks), { count: 9, unstated: 'only', filter })).toEqual({
      docs: [2 * blockRows + 1, 3 * blockRows],
      cutAt: null,
    });
    expect(looked).toEqual([0, 1, 2, 3]);
  });
});

describe('more rows than are fetched at once', () => {
  const tied = (count: number): PackedBlock =>
    blockOf(
      0,
      Array.from({ length: count }, () => 7),
    );

  test('are not picked when they lie in one place', async () => {
    expect((await picked(viewOf([tied(pickedMax)]), { count: 1 }))?.docs).toHaveLength(5_000);
    expect(await picked(viewOf([tied(pickedMax + 1)]), { count: 1 })).toBeNull();
  });

  test('are not collected to the end either', async () => {
    const { filter, looked } = watched();
    const blocks = Array.from({ length: 6 }, (_, block) =>
      blockOf(
        block,
        Array.from({ length: blockRows }, () => 7),
      ),
    );
    expect(await picked(viewOf(blocks), { count: 1, filter })).toBeNull();
    // Three blocks hold more than four times as many as may be picked.
    expect(looked).toEqual([0, 1, 2]);
  });

  test('do no harm where they lie behind what is wanted', async () => {
    const spread = blockOf(0, [1, 2, ...Array.from({ length: pickedMax + 1 }, () => 7)]);
    expect(await picked(viewOf([spread]), { count: 2 })).toEqual({ docs: [0, 1], cutAt: 2 });
    expect(await picked(viewOf([spread]), { count: 3 })).toBeNull();
  });
});
