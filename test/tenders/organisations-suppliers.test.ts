import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { importKit, type ImportKit } from './import-kit.js';

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

/** A release whose award names who won; a snapshot takes back what older releases say. */
interface Won {
  readonly ocid: string;
  readonly day: number;
  readonly isSnapshot?: boolean;
  readonly won: readonly Party[];
}

interface Party {
  readonly name: string;
  readonly id?: string;
  readonly numbers?: readonly string[];
  readonly locality?: string;
}

let files = 0;

/** Imports releases, each naming the winners of one award, as one file of a source. */
async function feed(source: string, ...releases: readonly Won[]) {
  files += 1;
  const content = { version: '1.1', releases: releases.map(releaseOf) };
  const { counts } = await kit.import(kit.file(`${files}.json`, content), { source });
  expect([...counts.quarantined]).toEqual([]);
}

function releaseOf({ ocid, day, isSnapshot = true, won }: Won) {
  const date = `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;
  return {
    ocid,
    id: `${ocid}-${day}`,
    date,
    tag: [isSnapshot ? 'compiled' : 'award'],
    tender: { id: ocid, title: `Tender ${ocid}` },
    awards: [{ id: 'a', status: 'active', suppliers: won.map(supplierOf) }],
  };
}

function supplierOf({ name, id, numbers = [], locality }: Party) {
  const [identifier, ...additionalIdentifiers] = numbers.map((number) => {
    const [scheme, value] = number.split(':');
    return { scheme, id: value };
  });
  return {
    name,
    ...(id !== undefined && { id }),
    ...(identifier && { identifier, additionalIdentifiers }),
    ...(locality !== undefined && { address: { locality } }),
    contactPoint: { name: 'A Person', email: 'person@example.org', telephone: '012 345 6789' },
  };
}

const clear = () =>
  kit.database.sql(
    'delete from tenders.tender; delete from tenders.release; delete from tenders.supplier_record; delete from tenders.supplier',
  );

async function known() {
  const { supplier, supplier_record, award_supplier } = await kit.checksums();
  return { supplier, supplier_record, award_supplier };
}

/** Suppliers by key, with their name, numbers, and the tenders that they won. */
async function suppliers(...like: readonly string[]) {
  return kit.database.sql<{ key: string; name: string; numbers: string[]; won: string[]; records: number }>(
    `select s.key, s.name,
       array(select i.scheme || ':' || i.identifier from tenders.supplier_identifier i where i.supplier_id = s.id order by 1) as numbers,
       array(select distinct t.ocid from tenders.supplier_record r join tenders.award_supplier w on w.record_id = r.id
             join tenders.tender t on t.id = w.tender_id where r.supplier_id = s.id order by 1) as won,
       (select count(*)::int from tenders.supplier_record r where r.supplier_id = s.id) as records
     from tenders.supplier s where s.key like any ($1) order by s.key`,
    [like],
  );
}

describe('records of winners become one supplier', () => {
  test('when two sources give the same number, however they write it', async () => {
    await feed('one', {
      ocid: 'same-1',
      day: 1,
      won: [{ name: 'Aqua (Pty) Ltd', numbers: ['ZA-CIPC:2001/123456/07'] }],
    });
    await feed('two', { ocid: 'same-2', day: 2, won: [{ name: 'AQUA PTY', numbers: ['za-cip: 2001/123456/07'] }] });
    expect(await suppliers('CIPC:2001/123456/07')).toEqual([
      {
        key: 'CIPC:2001/123456/07',
        name: 'AQUA PTY',
        numbers: ['CIPC:2001/123456/07'],
        won: ['same-1', 'same-2'],
        records: 2,
      },
    ]);
  });

  test('when one source writes the same name without any number, and not when two sources do', async () => {
    await feed(
      'one',
      { ocid: 'name-1', day: 1, won: [{ name: 'Brick Works (Pty) Ltd', id: '7' }] },
      { ocid: 'name-2', day: 2, won: [{ name: 'BRICK WORKS PTY LTD.', id: '8' }] },
    );
    await feed('two', { ocid: 'name-3', day: 3, won: [{ name: 'Brick Works (Pty) Ltd', id: '7' }] });
    expect(await suppliers('name:%:brick%')).toEqual([
      {
        key: 'name:one:brick works pty ltd',
        name: 'BRICK WORKS PTY LTD.',
        numbers: [],
        won: ['name-1', 'name-2'],
        records: 2,
      },
      { key: 'name:two:brick works pty ltd', name: 'Brick Works (Pty) Ltd', numbers: [], won: ['name-3'], records: 1 },
    ]);
  });

  test('when a later record states the numbers of both', async () => {
    await feed('one', { ocid: 'late-1', day: 1, won: [{ name: 'Crane', numbers: ['CSD:MAAA0001'] }] });
    await feed('two', { ocid: 'late-2', day: 2, won: [{ name: 'Crane Hire', numbers: ['CRS:100200'] }] });
    expect(await suppliers('CRS:1002%', 'CSD:%')).toHaveLength(2);
    const both = { name: 'Crane Hire CC', numbers: ['CRS:100200', 'CSD:MAAA0001'] };
    await feed('three', { ocid: 'late-3', day: 3, won: [both] });
    expect(await suppliers('CRS:1002%', 'CSD:%')).toEqual([
      {
        key: 'CRS:100200',
        // Of the two records that the more trusted register vouches for, the one seen last.
        name: 'Crane Hire CC',
        numbers: ['CRS:100200', 'CSD:MAAA0001'],
        won: ['late-1', 'late-2', 'late-3'],
        records: 3,
      },
    ]);
  });

  test('and part again when the record that joined them was a mistake that its source corrects', async () => {
    const mistake = { ocid: 'wrong-1', day: 1, won: [{ name: 'Dam', numbers: ['UEI:DDDD11112222', 'CAGE:5XY11'] }] };
    await feed('one', mistake, { ocid: 'wrong-2', day: 1, won: [{ name: 'Other', numbers: ['CAGE:5XY11'] }] });
    expect(await suppliers('%5XY11')).toMatchObject([{ key: 'CAGE:5XY11', won: ['wrong-1', 'wrong-2'] }]);
    await feed('one', { ocid: 'wrong-1', day: 2, won: [{ name: 'Dam', numbers: ['UEI:DDDD11112222'] }] });
    expect(await suppliers('%5XY11', '%DDDD11112222')).toEqual([
      { key: 'CAGE:5XY11', name: 'Other', numbers: ['CAGE:5XY11'], won: ['wrong-2'], records: 1 },
      { key: 'UEI:DDDD11112222', name: 'Dam', numbers: ['UEI:DDDD11112222'], won: ['wrong-1'], records: 1 },
    ]);
  });

  test('but never by a number that stands for none', async () => {
    await feed(
      'one',
      { ocid: 'none-1', day: 1, won: [{ name: 'Echo', numbers: ['CSD:N/A'] }] },
      { ocid: 'none-2', day: 1, won: [{ name: 'Foxtrot', numbers: ['CSD:N/A'] }] },
      { ocid: 'none-3', day: 1, won: [{ name: 'Golf', numbers: ['CRS:0000'] }] },
    );
    expect(
      (await suppliers('name:one:%')).filter(({ won }) => won[0]?.startsWith('none')).map(({ key }) => key),
    ).toEqual(['name:one:echo', 'name:one:foxtrot', 'name:one:golf']);
  });
});

test('nothing about people to contact is kept', async () => {
  await feed('one', { ocid: 'people-1', day: 1, won: [{ name: 'Helpers', locality: 'Soweto' }] });
  const rows = await kit.database.sql(
    `select to_jsonb(r)::text as text from tenders.supplier_record r where r.name = 'Helpers'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.['text']).toContain('Soweto');
  expect(rows[0]?.['text']).not.toMatch(/person|012 345/iu);
});

test('importing the same again changes no row', async () => {
  const again = () =>
    kit.database.sql(
      `select xmin::text, id from tenders.supplier union all select xmin::text, id from tenders.supplier_record order by id`,
    );
  await feed('one', { ocid: 'again-1', day: 1, won: [{ name: 'India', numbers: ['UEI:INDIA1234567'] }] });
  const before = await again();
  await feed('one', { ocid: 'again-1', day: 1, won: [{ name: 'India', numbers: ['UEI:INDIA1234567'] }] });
  expect(await again()).toEqual(before);
});

test('what is known of suppliers does not depend on the order of imports', async () => {
  const numbers = ['CSD:MAAA9001', 'CRS:900100', 'UEI:ABCDEFGH1234', 'X-REG:777001'];
  const party = fc.record(
    {
      name: fc.constantFrom('Zulu', 'ZULU', 'Yankee', 'X-Ray'),
      numbers: fc.subarray(numbers, { maxLength: 2 }),
      locality: fc.constantFrom('Durban', 'Paarl'),
    },
    { requiredKeys: ['name', 'numbers'] },
  );
  const release = fc.record({
    source: fc.constantFrom('one', 'two'),
    number: fc.integer({ min: 1, max: 3 }),
    day: fc.integer({ min: 1, max: 20 }),
    isSnapshot: fc.boolean(),
    won: fc.array(party, { minLength: 1, maxLength: 3 }),
  });
  // A release is told by its process and day.
  const releases = fc
    .uniqueArray(release, {
      minLength: 3,
      maxLength: 8,
      selector: ({ source, number, day }) => `${source} ${number} ${day}`,
    })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.nat(7)));
  const asFed = ({ source, number, ...rest }: Omit<Won, 'ocid'> & { source: string; number: number }) => ({
    ...rest,
    source,
    ocid: `order-${source}-${number}`,
  });
  await fc.assert(
    fc.asyncProperty(releases, async ([inOrder, shuffled, cut]) => {
      await clear();
      for (const source of ['one', 'two'])
        await feed(source, ...inOrder.map(asFed).filter((one) => one.source === source));
      const expected = await known();
      await clear();
      const parts = [shuffled.slice(0, cut), ...shuffled.slice(cut).map((one) => [one])];
      for (const part of parts) {
        for (const source of ['two', 'one'])
          await feed(source, ...part.map(asFed).filter((one) => one.source === source));
      }
      expect(await known()).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('imports side by side end with the same suppliers as one after the other', async () => {
  // More than a batch of awards, then corrections that give up records which the other imports remember and still name.
  const file = (turn: number): Won[] =>
    [1, 2].flatMap((day) =>
      Array.from({ length: day === 1 ? 520 : 80 }, (_, index) => ({
        ocid: `side-${turn}-${index}`,
        day,
        won: [
          {
            name: `Side ${index % 7}`,
            numbers: [`CSD:SIDE${(index * day * (turn + 1)) % 41}`, `CRS:77${(index + day) % 43}00`].slice(index % 2),
          },
        ],
      })),
    );
  await clear();
  for (const turn of [0, 1, 2]) await feed('one', ...file(turn));
  const expected = await known();
  await clear();
  await Promise.all([2, 0, 1].map((turn) => feed('one', ...file(turn))));
  expect(await known()).toEqual(expected);
});
