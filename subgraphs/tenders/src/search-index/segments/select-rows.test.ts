import { describe, expect, test } from '@jest/globals';
import type { Bits } from './bitset.js';
import { bitsOfRows, segmentRows, listValues, readCodes, readNumbers, type Segment } from './segment.js';
import { segmentFilterOf, type SegmentFilter } from './segment-filter.js';
import { readPostingLists } from './posting-lists.js';
import type { SegmentView } from './segment-view.js';
import { selectedMax, selectRows, type Selection } from './select-rows.js';

/** What one row states; null where it states nothing, undefined where there is no row. */
type Stated = readonly (number | null | undefined)[];

function float8(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(segmentRows * 8);
  for (let row = 0; row < segmentRows; row += 1) bytes.writeDoubleBE(numbers[row] ?? Number.NaN, row * 8);
  return bytes;
}

/** A segment whose rows state these values, and nothing else. */
function segmentOf(number: number, stated: Stated): Segment {
  const codes = Buffer.alloc(segmentRows * 2);
  for (let row = 0; row < segmentRows; row += 1) codes.writeInt16BE(stated[row] === undefined ? -1 : 0, row * 2);
  const column = readCodes(codes, [null], listValues<string | null>(String));
  const numbers = readNumbers(float8(stated.map((value) => value ?? Number.NaN)));
  return {
    number,
    revision: String(number),
    groups: column,
    groupsAt: () => column.codes,
    categories: column,
    buyers: column,
    published: numbers,
    closing: numbers,
    amounts: numbers,
    postings: readPostingLists({ terms: Buffer.of(), counts: Buffer.of(), rows: Buffer.of() }),
    rows: bitsOfRows(column),
  };
}

const dictionaries = {
  groups: listValues<never>(String),
  categories: listValues<string | null>(String),
  buyers: listValues<string | null>(String),
};
const noFilter = segmentFilterOf({}, { dictionaries, nowMs: 0, hasText: false });

function viewOf(
  segments: readonly Segment[],
  rowsOf: SegmentView['rowsOf'] = ({ rows }: Segment): Bits => rows,
): SegmentView {
  return { segments, dictionaries, rowsOf };
}

const smallestFirst: Omit<Selection, 'count'> = {
  text: null,
  filter: noFilter,
  columnOf: ({ amounts }) => amounts,
  isDescending: false,
  unstated: 'never',
};

/** SelectedRows rows in the order of their numbers, since theirs says nothing, and where the rest was cut off, if it was. */
async function selected(
  view: SegmentView,
  selection: Partial<Selection> & { count: number },
): Promise<{ docs: number[]; cutAt: number | null } | null> {
  const found = await selectRows(view, { ...smallestFirst, ...selection });
  return found && { docs: found.docs.toSorted((left, right) => left - right), cutAt: found.isCut ? found.last : null };
}

/** A filter that says which segments were looked into. */
function watched(filter: SegmentFilter = noFilter): { filter: SegmentFilter; looked: number[] } {
  const looked: number[] = [];
  const listed: SegmentFilter['listed'] = (rows, segment) => {
    looked.push(segment.number);
    return filter.listed(rows, segment);
  };
  return { filter: { ...filter, listed }, looked };
}

describe('the first rows', () => {
  const view = viewOf([segmentOf(0, [50, 10, null, undefined, 30]), segmentOf(2, [20, 40, 30])]);
  const second = 2 * segmentRows;

  test('are selected out of all segments, by their numbers', async () => {
    expect(await selected(view, { count: 2 })).toEqual({ docs: [1, second], cutAt: 20 });
  });

  test('are selected together with all that lie where the last one lies', async () => {
    expect(await selected(view, { count: 3 })).toEqual({ docs: [1, 4, second, second + 2], cutAt: 30 });
    expect(await selected(view, { count: 4 })).toEqual({ docs: [1, 4, second, second + 2], cutAt: 30 });
  });

  test('are all, and nothing is cut, when there are no more', async () => {
    const docs = [0, 1, 4, second, second + 1, second + 2];
    expect(await selected(view, { count: 6 })).toEqual({ docs, cutAt: null });
    expect(await selected(view, { count: 7 })).toEqual({ docs, cutAt: null });
  });

  test('may have others behind them even where nothing was thrown away', async () => {
    const full = [segmentOf(0, [1, 2, 2]), segmentOf(1, [5])];
    expect(await selected(viewOf(full), { count: 2 })).toEqual({ docs: [0, 1, 2], cutAt: 2 });
    // Here there is no other, which nobody has looked for.
    expect(await selected(viewOf(full.slice(0, 1)), { count: 2 })).toEqual({ docs: [0, 1, 2], cutAt: 2 });
  });

  test('are the last ones in the other direction', async () => {
    expect(await selected(view, { count: 1, isDescending: true })).toEqual({ docs: [0], cutAt: 50 });
    expect(await selected(view, { count: 3, isDescending: true })).toEqual({
      docs: [0, 4, second + 1, second + 2],
      cutAt: 30,
    });
  });

  test('begin at a place, and whoever lies just there is selected beside them', async () => {
    expect(await selected(view, { count: 1, from: 20 })).toEqual({ docs: [4, second, second + 2], cutAt: 30 });
    expect(await selected(view, { count: 1, from: 30 })).toEqual({ docs: [4, second + 1, second + 2], cutAt: 40 });
    expect(await selected(view, { count: 9, from: 50 })).toEqual({ docs: [0], cutAt: null });
    expect(await selected(view, { count: 9, from: 51 })).toEqual({ docs: [], cutAt: null });
    expect(await selected(view, { count: 1, from: 20, isDescending: true })).toEqual({
      docs: [1, second],
      cutAt: null,
    });
  });

  test('are none in a view without segments', async () => {
    expect(await selected(viewOf([]), { count: 3 })).toEqual({ docs: [], cutAt: null });
  });

  test('are not those that have changed since', async () => {
    const changed = viewOf(view.segments, (segment) =>
      segment.number === 0 ? new Int32Array(segment.rows.length) : segment.rows,
    );
    expect(await selected(changed, { count: 2 })).toEqual({ docs: [second, second + 2], cutAt: 30 });
  });
});

describe('rows that do not state what they are ordered by', () => {
  const view = viewOf([segmentOf(0, [null, 10, null, undefined]), segmentOf(1, [null, undefined, 20])]);

  test('come last', async () => {
    const last = { unstated: 'last' as const };
    expect(await selected(view, { ...last, count: 2 })).toEqual({ docs: [1, segmentRows + 2], cutAt: 20 });
    // One of three is asked for, and the three lie in one place.
    expect(await selected(view, { ...last, count: 3 })).toEqual({
      docs: [0, 1, 2, segmentRows, segmentRows + 2],
      cutAt: null,
    });
    expect(await selected(view, { ...last, count: 2, isDescending: true })).toEqual({
      docs: [1, segmentRows + 2],
      cutAt: 10,
    });
  });

  test('are never selected', async () => {
    expect(await selected(view, { unstated: 'never', count: 9 })).toEqual({ docs: [1, segmentRows + 2], cutAt: null });
  });

  test('are the only ones', async () => {
    expect(await selected(view, { unstated: 'only', count: Number.POSITIVE_INFINITY })).toEqual({
      docs: [0, 2, segmentRows],
      cutAt: null,
    });
  });

  test('are not those that state an end of time', async () => {
    const endless = viewOf([segmentOf(0, [Number.POSITIVE_INFINITY, null, 5, 6])]);
    expect(await selected(endless, { unstated: 'never', count: 2 })).toEqual({ docs: [2, 3], cutAt: 6 });
    expect(await selected(endless, { unstated: 'never', count: 3 })).toEqual({ docs: [0, 2, 3], cutAt: null });
    expect(await selected(endless, { unstated: 'only', count: 9 })).toEqual({ docs: [1], cutAt: null });
    // What lies where everything begins is selected beside the others.
    expect(await selected(endless, { unstated: 'never', count: 1, isDescending: true })).toEqual({
      docs: [0, 3],
      cutAt: 6,
    });
  });
});

describe('segments', () => {
  const segments = [segmentOf(0, [1, 2, 3]), segmentOf(1, [3, 30]), segmentOf(2, [100, null]), segmentOf(3, [null])];

  test('behind the last row asked for are not looked into', async () => {
    const { filter, looked } = watched();
    expect(await selected(viewOf(segments), { count: 2, filter })).toEqual({ docs: [0, 1], cutAt: 2 });
    expect(looked).toEqual([0]);
  });

  test('that begin just where it lies are', async () => {
    const { filter, looked } = watched();
    const both = { docs: [1, 2, segmentRows], cutAt: 3 };
    expect(await selected(viewOf([segmentOf(0, [4, 2, 3, 4]), ...segments.slice(1)]), { count: 2, filter })).toEqual(
      both,
    );
    expect(looked).toEqual([0, 1]);
  });

  test('are looked into from the last one on in the other direction', async () => {
    const { filter, looked } = watched();
    const found = await selected(viewOf(segments), { count: 1, isDescending: true, unstated: 'last', filter });
    expect(found).toEqual({ docs: [2 * segmentRows], cutAt: 100 });
    expect(looked).toEqual([2]);
  });

  test('before the place to begin at are not looked into', async () => {
    const { filter, looked } = watched();
    expect(await selected(viewOf(segments), { count: 1, from: 30, filter })).toEqual({
      docs: [segmentRows + 1, 2 * segmentRows],
      cutAt: null,
    });
    expect(looked).toEqual([1, 2]);
  });

  test.each<[string, { from?: Date; before?: Date }, number[], number[]]>([
    // A millisecond has a thousand microseconds.
    ['begins', { from: new Date(1) }, [segmentRows], [1]],
    ['ends', { before: new Date(0) }, [], []],
    ['ends later', { before: new Date(1) }, [0, 1, segmentRows + 1, 2 * segmentRows, 2 * segmentRows + 1], [0, 1, 2]],
  ])('that lie where a window %s are looked into, and no others', async (_name, closing, docs, segmentsLooked) => {
    const window = segmentFilterOf({ closing }, { dictionaries, nowMs: 0, hasText: false });
    const { filter, looked } = watched(window);
    const around = [segmentOf(0, [0, 999]), segmentOf(1, [1_000, 1]), segmentOf(2, [1, 2]), segmentOf(3, [null])];
    expect(await selected(viewOf(around), { count: 9, filter })).toEqual({ docs, cutAt: null });
    expect(looked).toEqual(segmentsLooked);
  });

  test('are all looked into for those that state nothing', async () => {
    const { filter, looked } = watched();
    expect(await selected(viewOf(segments), { count: 9, unstated: 'only', filter })).toEqual({
      docs: [2 * segmentRows + 1, 3 * segmentRows],
      cutAt: null,
    });
    expect(looked).toEqual([0, 1, 2, 3]);
  });
});

describe('more rows than are fetched at once', () => {
  const tied = (count: number): Segment =>
    segmentOf(
      0,
      Array.from({ length: count }, () => 7),
    );

  test('are not selected when they lie in one place', async () => {
    expect((await selected(viewOf([tied(selectedMax)]), { count: 1 }))?.docs).toHaveLength(5_000);
    expect(await selected(viewOf([tied(selectedMax + 1)]), { count: 1 })).toBeNull();
  });

  test('are not collected to the end either', async () => {
    const { filter, looked } = watched();
    const segments = Array.from({ length: 6 }, (_, segment) =>
      segmentOf(
        segment,
        Array.from({ length: segmentRows }, () => 7),
      ),
    );
    expect(await selected(viewOf(segments), { count: 1, filter })).toBeNull();
    // Three segments hold more than four times as many as may be selected.
    expect(looked).toEqual([0, 1, 2]);
  });

  test('do no harm where they lie behind what is asked for', async () => {
    const spread = segmentOf(0, [1, 2, ...Array.from({ length: selectedMax + 1 }, () => 7)]);
    expect(await selected(viewOf([spread]), { count: 2 })).toEqual({ docs: [0, 1], cutAt: 2 });
    expect(await selected(viewOf([spread]), { count: 3 })).toBeNull();
  });
});
