import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { searchCursors } from '@hub/tenders/search/search-cursor';
import { searchEnvironmentFrom } from '@hub/tenders/search/search-environment';
import { parseSearch } from '@hub/tenders/search/search-request';
import fc from 'fast-check';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { addBuyer, addTender } from '../kit/tender-rows.js';
import { addOwnTenders } from './own-rows.js';

const secrets = { INTERNAL_SECRET_TENDERS: 'known to this file and the product alone' };

let hub: TestHub;
let teamId: string;
let member: TestUser;
let stranger: TestUser;

beforeAll(async () => {
  hub = await testHub({ now: () => new Date('2026-03-15T10:00:00Z'), env: secrets });
  const team = await hub.team();
  teamId = team.id;
  member = await team.user();
  stranger = await (await hub.team()).user();
  const buyerId = await addBuyer(hub.database, 'City of Tests');
  for (const title of ['Road maintenance', 'Supply of pipes', 'Repair of bridges']) {
    await addTender(hub.database, {
      title,
      buyerId,
      closingAt: '2026-04-02T00:00:00Z',
      valueAmount: '1000',
      valueCurrency: 'ZAR',
    });
  }
  await addOwnTenders(hub.database, {
    teamId: team.id,
    rows: [{ title: 'Road of our own', valueAmount: '1000', valueCurrency: 'ZAR' }],
  });
});
afterAll(() => hub.close());

const query = `query ($search: String, $filter: TenderFilter, $orderBy: TenderOrder, $first: Int, $after: String) {
  tenders(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount correctedSearch
    edges { cursor node { title } highlights { field parts { text isHit } } }
    emptyReason { kind filters staleSources message }
  }
}`;

interface Result {
  readonly totalCount: number;
  readonly edges: readonly { cursor: string; node: { title: string } }[];
  readonly emptyReason: { kind: string; message: string } | null;
}

async function send(variables: Record<string, unknown>, as = member) {
  const { status, data, errors } = await hub.ask(query, { variables, as });
  const result = (data?.['tenders'] ?? null) as Result | null;
  return {
    status,
    result,
    codes: errors.map(({ extensions }) => extensions['code']),
    message: errors[0]?.message ?? '',
  };
}

type Answered = Awaited<ReturnType<typeof send>>;

/** Refused with the code of the client's own mistake, or answered with results or the reason why there are none. */
function isSane({ status, result, codes }: Answered): boolean {
  if (codes.length > 0) return status < 500 && result === null && codes.every((code) => code === 'BAD_USER_INPUT');
  return status === 200 && result !== null && (result.edges.length === 0) === (result.emptyReason !== null);
}

describe('a search is refused, with what is wrong about it,', () => {
  const many = (count: number, value: unknown) => Array.from({ length: count }, () => value);

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['without a text', { search: '' }, /search: must not be empty/u],
    ['with blanks for a text', { search: ' \t\n\u00a0' }, /search: must not be empty/u],
    ['with a text of 2,000 characters', { search: 'road '.repeat(400) }, /search: .*500/u],
    ['with pages of less than nothing', { first: -1 }, /first must be between 0 and 100/u],
    ['with pages of 101', { first: 101 }, /first must be between 0 and 100/u],
    ['with a page size beyond all numbers', { first: 2 ** 31 }, /Int cannot represent/u],
    ['with an order that there is not', { orderBy: 'RANDOM' }, /RANDOM/u],
    ['by relevance without a text', { orderBy: 'RELEVANCE' }, /relevance needs a search text/u],
    ['with a filter that there is not', { filter: { colour: 'red' } }, /colour/u],
    ['with a word for a date', { filter: { closing: { from: 'soon' } } }, /DateTime/u],
    ['with a date without an offset', { filter: { closing: { from: '2026-03-31T11:00:00' } } }, /DateTime/u],
    ['with the 31st of February', { filter: { published: { before: '2026-02-31T00:00:00Z' } } }, /DateTime/u],
    [
      'with the year 0',
      { filter: { closing: { before: '0000-01-01T00:00:00Z' } } },
      /at "filter\.closing\.before"; DateTime takes an instant/u,
    ],
    ['with hours that no day has', { filter: { closing: { before: '2026-03-31T25:61:00Z' } } }, /DateTime/u],
    [
      'with dates upside down',
      { filter: { closing: { from: '2026-04-02T00:00:00Z', before: '2026-04-01T00:00:00Z' } } },
      /filter\.closing: must not end before it begins/u,
    ],
    [
      'with values upside down',
      { filter: { value: { min: '2', max: '1' } } },
      /must not have a minimum above its maximum/u,
    ],
    ['with a value below zero', { filter: { value: { min: '-1' } } }, /filter\.value\.min: must be a decimal/u],
    ['with a value that is no number', { filter: { value: { min: 'NaN' } } }, /Decimal/u],
    ['with a value of thirty digits', { filter: { value: { max: '9'.repeat(30) } } }, /Decimal/u],
    ['with a currency that is none', { filter: { value: { currency: 'rand' } } }, /ISO 4217/u],
    ['with a province that there is not', { filter: { provinces: ['TEXAS'] } }, /TEXAS/u],
    ['with 1,000 provinces', { filter: { provinces: many(1_000, 'GAUTENG') } }, /filter\.provinces: /u],
    ['with 1,000 statuses', { filter: { statuses: many(1_000, 'OPEN') } }, /filter\.statuses: /u],
    ['with 1,000 categories', { filter: { categories: many(1_000, 'Roads') } }, /filter\.categories: /u],
    ['with a category of 5,000 commas', { filter: { categories: [','.repeat(5_000)] } }, /filter\.categories\.0: /u],
    ['with NUL in a category', { filter: { categories: ['a\0b'] } }, /not text/u],
    ['with NUL between words', { search: '\0road\0' }, /^search: .*not text/u],
    ['with halves of characters', { search: '\uD800road\uDC00 \uDFFF\uD83D' }, /^search: .*not text/u],
    ['with a method that is none', { filter: { methods: ['BARTER'] } }, /BARTER/u],
    ['with blanks for a category', { filter: { categories: ['  '] } }, /filter\.categories\.0: /u],
    ['with a buyer that is no id', { filter: { buyerIds: ['42'] } }, /not the id of a Buyer/u],
    [
      'with the id of something else',
      { filter: { buyerIds: [encodeId('Tender', crypto.randomUUID())] } },
      /not the id of a Buyer/u,
    ],
    [
      'with 1,000 buyers',
      { filter: { buyerIds: many(1_000, encodeId('Buyer', crypto.randomUUID())) } },
      /filter\.buyerIds: /u,
    ],
    ['with grade 0', { filter: { cidb: { holds: [{ class: 'GB', grade: 0 }] } } }, /filter\.cidb\.holds\.0\.grade: /u],
    [
      'with grade 10',
      { filter: { cidb: { holds: [{ class: 'GB', grade: 10 }] } } },
      /filter\.cidb\.holds\.0\.grade: /u,
    ],
    ['with a class of three letters', { filter: { cidb: { holds: [{ class: 'GBX', grade: 1 }] } } }, /WorksClass/u],
    ['with a number for a text', { search: 42 }, /String cannot represent/u],
  ])('%s', async (_what, variables, says) => {
    const answer = await send(variables);
    expect([answer.codes, answer.result]).toEqual([['BAD_USER_INPUT'], null]);
    expect(answer.message).toMatch(says);
  });
});

describe('a text is searched for, whatever is in it:', () => {
  test.each([
    ['operators', '& | ! () :* <-> <2> %_ -- ; drop table x'],
    ['quotes that are not closed', '"road maintenance \'or "'],
    ['quotes in quotes', '""""""road""""'],
    ['operators alone', '- -- -- OR or or or -or "-"'],
    ['weights and prefixes', 'road:*A & pipes:B !bridges'],
    ['stars', '*** ro* **ro** *ro r*o* "ro*"'],
    ['backslashes', '\\\\ \\\' \\" \\u0000 road\\'],
    ['control characters', 'ro\u0001ad\u0007\u001b[31m\u007f \u0002road\u0003'],
    ['emoji', '🚧👷🏽‍♀️ road 🇿🇦'],
    ['marks of right-to-left text', '\u202eroad\u202c \u200froad\u200e \u2066x\u2069'],
    ['letters with many marks', 'r\u0301\u0302\u0303\u0304oad Z̷͎̈a̴͝l̶g̴o̵'],
    ['other scripts', '道路工事 дорога الطريق סלילה'],
    ['blanks of all kinds', 'road\u00a0\u2003\u3000\u200b\ufeffmaintenance'],
    ['placeholders', '$1 ${search} {{x}} %s ? :name'],
    ['markup', '<script>alert(1)</script> road <b>'],
    ['marks of our own', '\uE000road\uE001'],
    ['500 quotes', '"'.repeat(500)],
    ['500 hyphens', '-'.repeat(500)],
    ['250 words', 'a '.repeat(249) + 'b'],
    ['one word of 500 letters', 'x'.repeat(500)],
    ['one number of 500 digits', '9'.repeat(500)],
    ['500 letters that grow in lower case', 'İ'.repeat(500)],
    ['words too common to search for', 'the and of'],
  ])('%s', async (_what, search) => {
    const answer = await send({ search });
    expect({ isSane: isSane(answer), codes: answer.codes }).toEqual({ isSane: true, codes: [] });
  });

  test('anything', async () => {
    const pieces = fc.oneof(
      fc.constantFrom('"', '-', '*', ' ', 'or', '(', ')', '&', '|', '!', ':', '\\', "'", '<->', '\u202e'),
      fc.constantFrom('road', 'raod', 'pipes', 'maintenance', 'the', '7CE', 'RFQ/1'),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    const texts = fc.array(pieces, { minLength: 1, maxLength: 20 }).map((list) => list.join('').slice(0, 500));
    await fc.assert(
      fc.asyncProperty(texts, async (search) => {
        expect(isSane(await send({ search }))).toBe(true);
      }),
      { numRuns: 100, seed: 20260315 },
    );
  });
});

describe('a cursor is taken only where it was given:', () => {
  const input = { search: 'road', orderBy: 'VALUE_DESC', first: 1 };
  const json = (contents: unknown) => Buffer.from(JSON.stringify(contents));
  const bytesOf = (cursor: string) => Buffer.from(cursor, 'base64url');

  test.each<[string, (cursor: string) => string]>([
    ['nothing', () => ''],
    ['a word', () => 'x'],
    ['5,000 letters', () => 'x'.repeat(5_000)],
    ['half of one', (cursor) => cursor.slice(0, cursor.length / 2)],
    ['one without its beginning', (cursor) => cursor.slice(1)],
    ['one without its last letter', (cursor) => cursor.slice(0, -1)],
    ['one with a letter more', (cursor) => `${cursor}A`],
    ['one spelt otherwise', (cursor) => `${cursor}=`],
    ['no JSON', () => Buffer.from('{').toString('base64url')],
    ['null', () => json(null).toString('base64url')],
    ['an object', () => json({ value: '1' }).toString('base64url')],
    ['one of the time before signatures', (cursor) => json(['Zm9yZ2VyeS4u', ...partsOf(cursor)]).toString('base64url')],
  ])('not %s', async (_what, tampered) => {
    const cursor = (await send(input)).result?.edges[0]?.cursor ?? '';
    const answer = await send({ ...input, after: tampered(cursor) });
    expect([answer.codes, answer.result]).toEqual([['BAD_USER_INPUT'], null]);
    expect(answer.message).toMatch(/cursor|after/u);
  });

  const partsOf = (cursor: string): string[] => JSON.parse(bytesOf(cursor).subarray(16).toString('utf8'));

  test.each<[string, (value: string, id: string) => unknown]>([
    ['a value that is another', (_value, id) => ['999', id]],
    ['no value', (_value, id) => [null, id]],
    ['a value that is a word', (_value, id) => ['soon', id]],
    ['a value that is an expression', (_value, id) => ['1); select 1; --', id]],
    ['an infinite value', (_value, id) => ['Infinity', id]],
    ['a value with an exponent', (_value, id) => ['1e400', id]],
    ['another id', (value) => [value, crypto.randomUUID()]],
    ['an id that is none', (value) => [value, 'x']],
    ['a text in place of the one asked for', (value, id) => [value, id, 'bridges']],
    ['a text of 2,000 characters in place of the one asked for', (value, id) => [value, id, 'x'.repeat(2_000)]],
    ['an empty text in place of the one asked for', (value, id) => [value, id, ' ']],
    ['one part too many', (value, id) => [value, id, 'road', 'road']],
  ])('not with %s behind a genuine signature', async (_what, forged) => {
    const cursor = (await send(input)).result?.edges[0]?.cursor ?? '';
    const [value = '', id = ''] = partsOf(cursor);
    const signature = bytesOf(cursor).subarray(0, 16);
    const after = Buffer.concat([signature, json(forged(value, id))]).toString('base64url');
    const answer = await send({ ...input, after });
    expect([answer.codes, answer.result]).toEqual([['BAD_USER_INPUT'], null]);
    expect(answer.message).toBe('The cursor does not belong to this search.');
  });

  test.each([
    ['another text', { search: 'pipes' }],
    ['another order', { orderBy: 'VALUE_ASC' }],
    ['another filter', { filter: { statuses: ['OPEN'] } }],
    ['another origin', { filter: { origin: 'PUBLIC' } }],
  ])('not to go on with %s', async (_what, change) => {
    const cursor = (await send(input)).result?.edges[0]?.cursor ?? '';
    const answer = await send({ ...input, ...change, after: cursor });
    expect([answer.codes, answer.result]).toEqual([['BAD_USER_INPUT'], null]);
  });

  test('not for another team', async () => {
    const cursor = (await send(input)).result?.edges[0]?.cursor ?? '';
    expect((await send({ ...input, after: cursor })).codes).toEqual([]);
    const answer = await send({ ...input, after: cursor }, stranger);
    expect([answer.codes, answer.result]).toEqual([['BAD_USER_INPUT'], null]);
    expect(answer.message).toBe('The cursor does not belong to this search.');
  });

  test.each([
    ['CLOSING_AT_ASC', '99999999999999999999'],
    ['CLOSING_AT_DESC', '-9223372036854775808'],
    ['PUBLISHED_AT_ASC', '9223372036854775807'],
    ['RELEVANCE', '1e-999'],
    ['RELEVANCE', '9'.repeat(60)],
    ['RELEVANCE', null],
    ['VALUE_ASC', '9'.repeat(60)],
    ['VALUE_DESC', '0.'.padEnd(60, '9')],
  ])('with %s and the value %s it is refused or answered, and never breaks, even signed', async (orderBy, value) => {
    const search = { search: 'road OR pipes', orderBy, first: 1 };
    const cursor = (await send(search)).result?.edges[0]?.cursor ?? '';
    const [genuine = null, tenderId = ''] = partsOf(cursor);
    const ours = searchCursors({ key: searchEnvironmentFrom(secrets).cursorKey, teamId });
    expect(ours.encode({ value: genuine, tenderId }, parseSearch(search))).toBe(cursor);
    expect(isSane(await send({ ...search, after: ours.encode({ value, tenderId }, parseSearch(search)) }))).toBe(true);
  });

  test('any other text is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 80 }), async (after) => {
        const answer = await send({ ...input, after });
        expect(answer.codes).toEqual(['BAD_USER_INPUT']);
      }),
      { numRuns: 60, seed: 20260315 },
    );
  });
});

test('a page is empty only with a reason, whatever is filtered by', async () => {
  const instants = fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01T00:00:00Z`);
  const ranges = fc.record({ from: instants, before: instants }, { requiredKeys: [] });
  const amounts = fc.oneof(fc.integer({ min: -2, max: 2_000 }).map(String), fc.constant('999999999999999.9999'));
  const filters = fc.record(
    {
      provinces: fc.subarray(['GAUTENG', 'LIMPOPO', 'NATIONAL']),
      statuses: fc.subarray(['OPEN', 'CLOSED', 'AWARDED', 'UNKNOWN']),
      categories: fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 3 }),
      value: fc.record({ min: amounts, max: amounts }, { requiredKeys: [] }),
      undisclosedValues: fc.constantFrom('INCLUDE', 'EXCLUDE', 'ONLY', null),
      closing: ranges,
      published: ranges,
      hasBriefing: fc.boolean(),
      cidb: fc.record({
        holds: fc.array(fc.record({ class: fc.constantFrom('GB', 'CE'), grade: fc.integer({ min: 0, max: 10 }) }), {
          maxLength: 3,
        }),
      }),
      origin: fc.constantFrom('ALL', 'OWN', 'PUBLIC', null),
    },
    { requiredKeys: [] },
  );
  const orders = fc.constantFrom(null, 'RELEVANCE', 'CLOSING_AT_ASC', 'PUBLISHED_AT_DESC', 'VALUE_ASC');
  const texts = fc.constantFrom(null, 'road', 'raod', 'zeppelin', 'the');
  await fc.assert(
    fc.asyncProperty(filters, orders, texts, async (filter, orderBy, search) => {
      expect(isSane(await send({ filter, orderBy, search }))).toBe(true);
    }),
    { numRuns: 100, seed: 20260315 },
  );
});
