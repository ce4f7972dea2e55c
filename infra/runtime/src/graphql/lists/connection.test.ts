import { describe, expect, test } from '@jest/globals';
import { connectionOf, decodeCursor, encodeCursor, pageSizeOf } from './connection.js';

describe('a page', () => {
  test('has twenty rows unless first says otherwise', () => {
    expect([pageSizeOf({}), pageSizeOf({ first: null }), pageSizeOf({ first: 0 }), pageSizeOf({ first: 100 })]).toEqual(
      [20, 20, 0, 100],
    );
  });

  test.each([-1, 101, 1.5, Number.NaN])('of %s rows is refused', (first) => {
    expect(() => pageSizeOf({ first })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('knows from one row too many that there is a next page', () => {
    const { edges, nodes, pageInfo } = connectionOf(['a', 'b', 'c'], 2, {
      after: 'x',
      cursorOf: (row) => `c-${row}`,
      count: async () => 3,
    });
    expect({ edges, nodes, pageInfo }).toEqual({
      edges: [
        { node: 'a', cursor: 'c-a' },
        { node: 'b', cursor: 'c-b' },
      ],
      nodes: ['a', 'b'],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: 'c-a', endCursor: 'c-b' },
    });
  });

  test('counts all pages when it is asked how many there are, and not before', async () => {
    let counted = 0;
    const page = connectionOf(['a'], 1, { after: null, cursorOf: String, count: async () => (counted += 1) + 41 });
    const before = counted;

    const total = await page.totalCount;

    expect([before, total, counted]).toEqual([0, 42, 1]);
  });

  test('that is empty has no cursors', () => {
    expect(connectionOf([], 2, { after: null, cursorOf: String, count: async () => 0 }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });
});

describe('a cursor', () => {
  test('gives back its sort key, to its own list only', () => {
    const cursor = encodeCursor('entries', ['2026-01-01', 7, null]);
    expect(decodeCursor('entries', cursor)).toEqual(['2026-01-01', 7, null]);
    expect(() => decodeCursor('members', cursor)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('that was tampered with is refused, whichever character it was', () => {
    const cursor = encodeCursor('entries', ['2026-01-01']);
    const variants = [...cursor].flatMap((_, index) => [
      `${cursor.slice(0, index)}!${cursor.slice(index + 1)}`,
      cursor.slice(0, index),
    ]);
    const accepted = variants.filter((variant) => {
      try {
        decodeCursor('entries', variant);
        return true;
      } catch {
        return false;
      }
    });
    expect(accepted).toEqual([]);
  });
});
