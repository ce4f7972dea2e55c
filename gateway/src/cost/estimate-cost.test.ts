import { describe, expect, test } from '@jest/globals';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { costliestList, totalOf } from './cost.js';
import { estimateCost } from './estimate-cost.js';
import { readWeights } from './read-weights.js';

const sdl = `
  directive @cost(weight: Int!) on FIELD_DEFINITION
  directive @listSize(assumedSize: Int) on FIELD_DEFINITION
  type Query {
    books(first: Int): BookConnection
    book: Book
    booksOf(ids: [ID!]!): [Book]
    feed(first: Int = 50): Feed
    thing: Thing
    report: Int @cost(weight: 30)
  }
  type Mutation { write: Book }
  type BookConnection { edges: [BookEdge!]! nodes: [Book!]! totalCount: Int! facets: Facets @cost(weight: 7) }
  type BookEdge { cursor: String! node: Book marks: [Mark!]! }
  type Mark { text: String }
  type Facets { rows: [Mark!]! }
  type Feed { rows: [Book!]! }
  interface Thing { title: String author: Author }
  type Book implements Thing { title: String author: Author text: String @cost(weight: 10) pages: [Page!]! words: [String!]! notes: [Mark!]! @listSize(assumedSize: 40) }
  type Film implements Thing { title: String author: Author actors: [Author!]! }
  type Page { number: Int }
  type Author { name: String books(first: Int): BookConnection }
`;
const schema = buildSchema(sdl);
const weights = readWeights(sdl);

function estimate(text: string) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  if (operation === undefined) throw new Error('There is no operation.');
  return estimateCost({
    schema,
    weights,
    operation,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  });
}

const costOf = (text: string, variables: Record<string, unknown> = {}) => totalOf(estimate(text), variables);

describe('what an operation may cost', () => {
  test.each([
    ['an object', '{ book { title } }', 1],
    ['scalars and lists of scalars', '{ book { __typename title words } }', 1],
    ['a dear scalar', '{ book { text } }', 11],
    ['a dear root field', '{ report }', 30],
    ['a page of the usual size', '{ books { nodes { title } } }', 1 + 20],
    ['a page of the size asked for', '{ books(first: 100) { nodes { title } } }', 1 + 100],
    ['a page of nothing, such as a count alone', '{ books(first: 0) { totalCount nodes { title } } }', 1],
    ['edges as much as nodes', '{ books(first: 10) { edges { cursor node { title } } } }', 1 + 10],
    ['objects beside the node of an edge', '{ books(first: 10) { edges { marks { text } } } }', 1 + 10 * (1 + 5)],
    ['a dear object and a list in it', '{ books(first: 10) { facets { rows { text } } } }', 1 + 7 + 1 + 5],
    ['a list whose size nobody says', '{ book { pages { number } } }', 1 + 5],
    ['a list whose size the schema says', '{ book { notes { text } } }', 1 + 40],
    ['a list of ids', '{ booksOf(ids: ["1", "2", "3"]) { title } }', 3],
    ['a feed with a default of its own', '{ feed { rows { title } } }', 1 + 50],
    [
      'the dearest of what an interface may be',
      '{ thing { title ... on Book { text } ... on Film { actors { name } } } }',
      1 + 10,
    ],
    ['a mutation', 'mutation { write { title } }', 10 + 1],
    [
      'lists in lists',
      '{ books(first: 10) { nodes { author { books(first: 10) { nodes { text } } } } } }',
      1 + 10 * (1 + 1 + 1 + 10 * 11),
    ],
  ])('%s', (_what, text, cost) => {
    expect(costOf(text)).toBe(cost);
  });

  test('is the same when a field is asked for twice under one name, also through fragments', () => {
    const text = `{ books(first: 10) { ...A nodes { author { name } } } books(first: 10) { ...A } }
      fragment A on BookConnection { nodes { text } }`;

    expect(costOf(text)).toBe(1 + 10 * (1 + 1 + 10));
  });

  test('counts nodes and edges of one connection once, and what is selected of both once', () => {
    const both = '{ books(first: 10) { nodes { text author { name } } edges { cursor node { text title } } } }';

    expect(costOf(both)).toBe(1 + 10 * (1 + 10 + 1));
  });

  test('counts the same list under other names again', () => {
    const again =
      '{ books(first: 10) { nodes { text } a: nodes { text } b: edges { node { text } } c: edges { node { text } } } }';

    expect(costOf(again)).toBe(1 + 10 * (1 + 10) + 10 * (1 + 10) + 10 * (1 + 1 + 10));
  });

  test.each([
    ['the variable', { n: 7 }, 7],
    ['its default when it is left out', {}, 3],
    ['its default for null', { n: null }, 3],
    ['its default for what the list will refuse', { n: -1 }, 3],
  ])('takes the size of a page from %s', (_what, variables, size) => {
    expect(costOf('query ($n: Int = 3) { books(first: $n) { nodes { title } } }', variables)).toBe(1 + size);
  });

  test('takes the length of a list of ids from a variable', () => {
    const query = 'query ($ids: [ID!]!) { booksOf(ids: $ids) { text } }';

    expect(costOf(query, { ids: ['1', '2', '3', '4'] })).toBe(4 * 11);
  });

  test('says which list costs most', () => {
    const query = `query ($n: Int) {
      books(first: $n) { nodes { pages { number } author { books(first: 100) { nodes { text } } } } }
    }`;

    expect(costliestList(estimate(query), { n: 50 })).toEqual(['books', 'nodes', 'author', 'books', 'nodes']);
    expect(costliestList(estimate('{ book { title } }'), {})).toBeUndefined();
  });
});
