import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linksOf } from '@hub/tenders/ocds';
import { joinRecords, type JoinedSupplier } from '@hub/tenders/imports/organisation-join';
import type { JoinableRecord } from '@hub/tenders/imports/organisation-records';

const numbers = Array.from({ length: 8 }, (_, index) => ({ scheme: 'CSD', id: `MAAA${index}` }));

const records = fc
  .array(
    fc.record({
      source: fc.constantFrom('one', 'two'),
      name: fc.constantFrom('Alpha', 'ALPHA.', 'Beta'),
      identifiers: fc.subarray(numbers, { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((list) => list.map((record, index): JoinableRecord => ({ ...record, id: `r${index}`, supplierId: null })));

/** Who belongs together and by which key, without the ids that are made up. */
const shapeOf = (suppliers: readonly JoinedSupplier[]) =>
  suppliers.map(
    ({ key, records }) =>
      `${key}: ${records
        .map(({ id }) => id)
        .toSorted()
        .join(' ')}`,
  );

describe('joined records', () => {
  test('are the same suppliers in whatever order they come', () => {
    fc.assert(
      fc.property(
        records.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(shapeOf(joinRecords(shuffled))).toEqual(shapeOf(joinRecords(list)));
        },
      ),
    );
  });

  test('are the same suppliers when some were joined before', () => {
    fc.assert(
      fc.property(records, fc.nat(20), (list, cut) => {
        const before = joinRecords(list.slice(0, cut)).flatMap(({ id, records: own }) =>
          own.map((record) => ({ ...record, supplierId: id })),
        );
        expect(shapeOf(joinRecords([...list.slice(cut), ...before]))).toEqual(shapeOf(joinRecords(list)));
      }),
    );
  });

  test('share no link with those of another supplier', () => {
    fc.assert(
      fc.property(records, (list) => {
        const links = joinRecords(list).flatMap((supplier) => [...new Set(supplier.records.flatMap(linksOf))]);
        expect(new Set(links).size).toBe(links.length);
      }),
    );
  });

  test('keep the oldest row of those that they come from, and no row is kept twice', () => {
    const record = (id: string, supplierId: string | null, ...ids: string[]): JoinableRecord => ({
      id,
      supplierId,
      source: 'one',
      name: id,
      identifiers: ids.map((number) => ({ scheme: 'CSD', id: number })),
    });
    expect(
      joinRecords([record('a', 'row-2', 'N1'), record('b', 'row-1', 'N2'), record('c', null, 'N1', 'N2')]),
    ).toMatchObject([{ id: 'row-1', isNew: false, key: 'CSD:N1' }]);
    const [first, second] = joinRecords([record('a', 'row-1', 'N1'), record('b', 'row-1', 'N2')]);
    expect([first?.id, first?.isNew, second?.isNew]).toEqual(['row-1', false, true]);
  });
});
