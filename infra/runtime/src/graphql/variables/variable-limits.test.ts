import { describe, expect, test } from '@jest/globals';
import { Kind, buildSchema, parse } from 'graphql';
import { findVariableExcess } from './variable-limits.js';

const schema = buildSchema(`
  enum Colour { RED GREEN }
  scalar Date
  input Filter { colours: [Colour!] text: String inner: Filter day: Date all: [Filter!] rows: [[Int!]!] }
  type Query { search(filter: Filter, id: ID): Int }
`);
const limits = { textLengthMax: 50, wordLengthMax: 20, itemsMax: 9, objectsMax: 3, undeclaredMax: 5 };
// Six fields, and ten that are named one by one.
const keysOfFilter = 16;

function excessOf(declared: string, variables: Record<string, unknown>) {
  const [operation] = parse(`query (${declared}) { __typename }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  return findVariableExcess({ schema, definitions: operation.variableDefinitions ?? [], variables }, limits);
}

const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const keys = (count: number): Record<string, number> =>
  Object.fromEntries(many(count, (index) => [`k${index}`, index]));

describe('variables within what their types allow', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['all given', '$f: Filter!, $id: ID', { f: { colours: ['RED'], text: 'x', inner: { day: 'x' } }, id: '7' }],
    ['absent', '$f: Filter', {}],
    ['null', '$f: Filter', { f: null }],
    ['nine items', '$f: Filter', { f: { colours: many(9, () => 'RED') } }],
    ['three objects', '$f: Filter', { f: { all: many(3, () => ({})) } }],
    ['sixteen keys', '$f: Filter', { f: keys(keysOfFilter) }],
    ['a text of fifty characters', '$id: ID', { id: 'x'.repeat(50) }],
    ['a number', '$id: Int', { id: 1e300 }],
    ['a wrong value, which others refuse', '$id: ID, $f: Filter', { id: [[[]]], f: 'x'.repeat(1_000) }],
    ['five values that nobody declared', '$id: ID', { id: '7', a: { b: [1, 2] }, c: 3 }],
    ['of a type that does not exist', '$id: Nothing', { id: 'x'.repeat(1_000) }],
  ])('pass: %s', (_what, declared, variables) => {
    expect(excessOf(declared, variables)).toBeUndefined();
  });
});

describe('variables above what their types allow', () => {
  test.each<[string, string, Record<string, unknown>, string, number]>([
    ['ten items', '$f: Filter', { f: { colours: many(10, () => 'RED') } }, 'items of $f.colours', 9],
    ['four objects', '$f: Filter', { f: { all: many(4, () => ({})) } }, 'items of $f.all', 3],
    ['four lists', '$f: Filter', { f: { rows: many(4, () => []) } }, 'items of $f.rows', 3],
    [
      'an item of one',
      '$f: Filter',
      { f: { all: [{}, { rows: [[], many(10, () => 1)] }] } },
      'items of $f.all[1].rows[1]',
      9,
    ],
    ['seventeen keys', '$f: Filter', { f: keys(keysOfFilter + 1) }, 'keys of $f', keysOfFilter],
    [
      'keys further down',
      '$f: Filter',
      { f: { inner: { inner: keys(20_000) } } },
      'keys of $f.inner.inner',
      keysOfFilter,
    ],
    ['a long text', '$f: Filter', { f: { text: 'x'.repeat(51) } }, 'characters of $f.text', 50],
    ['a long id', '$id: ID!', { id: 'x'.repeat(51) }, 'characters of $id', 50],
    ['a long member', '$f: Filter', { f: { colours: 'x'.repeat(21) } }, 'characters of $f.colours', 20],
    ['a long day', '$f: Filter', { f: { day: 'x'.repeat(21) } }, 'characters of $f.day', 20],
    [
      'six values that nobody declared',
      '$id: ID',
      { id: '7', a: { b: [1, 2] }, c: 3, d: 4 },
      'values of variables that the operation does not declare',
      5,
    ],
    [
      'a hundred thousand of them',
      '$id: ID',
      { other: many(100_000, () => [1]) },
      'values of variables that the operation does not declare',
      5,
    ],
  ])('are stopped: %s', (_what, declared, variables, limit, maximum) => {
    expect(excessOf(declared, variables)).toEqual({ limit, maximum });
  });

  test('are named by no more than the beginning of a long path', () => {
    const deep = many(40, () => 0).reduce<object>((inner) => ({ inner }), { text: 'x'.repeat(51) });

    const { limit = '' } = excessOf('$f: Filter', { f: deep }) ?? {};

    expect(limit).toBe(`characters of ${`$f${'.inner'.repeat(40)}`.slice(0, 100)}…`);
  });
});
