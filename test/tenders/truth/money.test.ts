import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ocidOf, released, truthKit, type TruthKit } from './truth-kit.js';

let kit: TruthKit;
beforeAll(async () => {
  kit = await truthKit();
  await kit.feed(
    ...Object.entries(values).map(([process, [value]]) => released(process, 1, { status: 'active', value })),
  );
});
afterAll(() => kit.close());

type Case = [value: unknown, read: { amount: string; currency: string | null } | null, statement: string];

const values: Record<string, Case> = {
  european: [{ amount: '2.345,67', currency: 'EUR' }, { amount: '2345.67', currency: 'EUR' }, 'STATED'],
  english: [{ amount: '2,345.67', currency: 'USD' }, { amount: '2345.67', currency: 'USD' }, 'STATED'],
  spaced: [{ amount: 'R 2 500 000.00', currency: ' zar' }, { amount: '2500000', currency: 'ZAR' }, 'STATED'],
  plain: [{ amount: 900, currency: 'Rand' }, { amount: '900', currency: 'ZAR' }, 'STATED'],
  ambiguous: [{ amount: '2,345', currency: 'ZAR' }, null, 'UNREADABLE'],
  worded: [{ amount: 'about two million', currency: 'ZAR' }, null, 'UNREADABLE'],
  pesos: [{ amount: 70, currency: 'Pesos' }, { amount: '70', currency: null }, 'CURRENCY_UNKNOWN'],
  bare: [{ amount: 80 }, { amount: '80', currency: null }, 'NO_CURRENCY'],
  zero: [{ amount: 0, currency: 'PEN' }, null, 'ZERO'],
  negative: [{ amount: -5, currency: 'ZAR' }, null, 'UNREADABLE'],
  empty: [{ amount: 'TBC', currency: 'ZAR' }, null, 'NOT_STATED'],
};
const cases = Object.entries(values).map(([process, [, value, valueStatement]]) => ({
  process,
  value,
  valueStatement,
}));

const page = `query ($filter: TenderFilter, $orderBy: TenderOrder) { tenders(filter: $filter, orderBy: $orderBy, first: 50) {
  edges { node { ocid } } facets { values { range tenderCount } }
} }`;

async function search(variables: Record<string, unknown>) {
  const { tenders } = JSON.parse(JSON.stringify(await kit.read(page, variables)));
  return {
    ocids: tenders.edges.map(({ node }: { node: { ocid: string } }) => node.ocid),
    counts: Object.fromEntries(
      tenders.facets.values.map((row: { range: string; tenderCount: number }) => [row.range, row.tenderCount]),
    ),
  };
}
const ocidsOf = (...processes: string[]) => processes.map(ocidOf).toSorted();

describe('an estimated value', () => {
  test.each(cases)('$process', async ({ process, value, valueStatement }) => {
    expect(await kit.tender(process, 'value { amount currency } valueStatement')).toEqual({ value, valueStatement });
  });

  test('that cannot be read is counted by itself, and never as not disclosed', async () => {
    const { counts } = await search({});
    expect(counts).toEqual({ UP_TO_100K: 1, UP_TO_10M: 1, OTHER_CURRENCY: 4, UNREADABLE: 3, UNDISCLOSED: 2 });
  });

  test('is filtered by: what is not disclosed is not what cannot be read', async () => {
    const found = async (undisclosed: string) =>
      (await search({ filter: { value: {}, undisclosedValues: undisclosed } })).ocids.toSorted();
    expect(await found('ONLY')).toEqual(ocidsOf('zero', 'empty'));
    expect(await found('EXCLUDE')).toEqual(ocidsOf('spaced', 'plain'));
    expect(await found('INCLUDE')).toEqual(
      ocidsOf('spaced', 'plain', 'zero', 'empty', 'ambiguous', 'worded', 'negative'),
    );
  });

  test('is compared within one currency', async () => {
    const first = async (orderBy: string) => (await search({ orderBy })).ocids.slice(0, 2);
    expect(await first('VALUE_ASC')).toEqual([ocidOf('plain'), ocidOf('spaced')]);
    expect(await first('VALUE_DESC')).toEqual([ocidOf('spaced'), ocidOf('plain')]);
  });
});

test('what older readers have stored becomes the same, with counts', async () => {
  await kit.database.sql(
    `update tenders.tender set reader_version = 0, value_statement = 'NOT_STATED',
       value_amount = case when value_statement = 'ZERO' then 0 else value_amount end,
       value_currency = case when value_statement = 'CURRENCY_UNKNOWN' then 'PEN' else value_currency end`,
  );

  const { changed } = await kit.reread();

  expect(changed).toMatchObject({ value_amount: 1, value_currency: 1 });
  const rows = await kit.database.sql<{ ocid: string; statement: string }>(
    'select ocid, value_statement as statement from tenders.tender',
  );
  expect(new Map(rows.map(({ ocid, statement }) => [ocid, statement]))).toEqual(
    new Map(cases.map(({ process, valueStatement }) => [ocidOf(process), valueStatement])),
  );
});
