import { Prisma } from '@hub/prisma/client';
import { clearBit, segmentRows, type Bits, type Segment } from '../../../search-index/index.js';

/** The rows of segments without those that have changed, for segments that have such. */
export function maskedRows(segments: readonly Segment[], changedRows: readonly number[]): Map<Segment, Bits> {
  const changed = Map.groupBy(changedRows, (doc) => Math.floor(doc / segmentRows));
  return new Map(
    segments.flatMap((segment) => {
      const docs = changed.get(segment.number);
      if (docs === undefined) return [];
      const rows = segment.rows.slice();
      for (const doc of docs) clearBit(rows, doc % segmentRows);
      return [[segment, rows]];
    }),
  );
}

/** The condition of rows that are in these segments or have these numbers; null when there are none. */
export function othersOf(wholeSegments: readonly number[], docs: readonly number[]): Prisma.Sql | null {
  if (wholeSegments.length === 0) return docs.length === 0 ? null : isOneOf(docs);
  const inSegments = isInOneOf(wholeSegments);
  return docs.length === 0 ? inSegments : Prisma.sql`(${isOneOf(docs)} or ${inSegments})`;
}

// As ranges, which an index of numbers knows. Segments that were written one after the other are one range.
function isInOneOf(segments: readonly number[]): Prisma.Sql {
  const ranges: { first: number; last: number }[] = [];
  for (const segment of segments.toSorted((left, right) => left - right)) {
    const range = ranges.at(-1);
    if (range !== undefined && segment === range.last + 1) range.last = segment;
    else ranges.push({ first: segment, last: segment });
  }
  const conditions = ranges.map(
    ({ first, last }) =>
      Prisma.sql`(s.doc >= ${first * segmentRows}::bigint and s.doc < ${(last + 1) * segmentRows}::bigint)`,
  );
  return Prisma.sql`(${Prisma.join(conditions, ' or ')})`;
}

/** That a row `s` has one of these numbers. */
export function isOneOf(docs: readonly number[]): Prisma.Sql {
  return Prisma.sql`s.doc = any (${`{${docs.join(',')}}`}::bigint[])`;
}
