// cspell:ignore gren
import { describe, expect, test } from '@jest/globals';
import { Kind, buildSchema, parse } from 'graphql';
import { findVariableErrors } from './variable-errors.js';

const schema = buildSchema(`
  enum Colour { RED GREEN }
  input Filter { colours: [Colour!] text: String inner: Filter first: Int! = 3 }
  type Query { search(filter: Filter, id: ID): Int }
`);

function messagesOf(
  declared: string,
  variables: Record<string, unknown>,
  { isKnown = false }: { isKnown?: boolean } = {},
): string[] {
  const [operation] = parse(`query (${declared}) { __typename }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  const errors = findVariableErrors({ schema, definitions: operation.variableDefinitions ?? [], variables, isKnown });
  expect(errors.filter(({ extensions }) => extensions['code'] !== 'BAD_USER_INPUT')).toEqual([]);
  return errors.map(({ message }) => message);
}

const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));

describe('variables that fit', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['all given', '$f: Filter!, $id: ID', { f: { colours: ['RED'], text: 'x', inner: { first: 1 } }, id: '7' }],
    ['one for a list', '$f: Filter!', { f: { colours: 'RED' } }],
    ['null where it may be', '$f: Filter', { f: null }],
    ['absent where it may be', '$f: Filter', {}],
    ['absent with a default', '$first: Int! = 3', {}],
    ['others that nobody declared', '$id: ID', { other: { deep: [] } }],
    ['of a type that does not exist, which validation refuses', '$id: Nothing', { id: 7 }],
  ])('%s have no errors', (_what, declared, variables) => {
    expect(messagesOf(declared, variables)).toEqual([]);
  });
});

describe('variables that do not fit', () => {
  test('are named by path and type to strangers, without the value and without suggestions', () => {
    const secretive = { f: { colours: ['RED', 'GREN'], inner: { text: 'hunter2', first: 'hunter2', txt: 1 } } };

    const messages = messagesOf('$f: Filter!', secretive);

    expect(messages).toEqual([
      'Variable "$f" got an invalid value at "f.colours[1]"; its type is "Colour!".',
      'Variable "$f" got an invalid value at "f.inner.first"; its type is "Int!".',
      'Variable "$f" got an invalid value at "f.inner"; its type is "Filter".',
    ]);
  });

  test('are explained to those who are signed in', () => {
    const messages = messagesOf('$f: Filter!', { f: { colours: ['GREN'], txt: 1 } }, { isKnown: true });

    expect(messages).toEqual([
      'Variable "$f" got invalid value "GREN" at "f.colours[0]"; Value "GREN" does not exist in "Colour" enum. Did you mean the enum value "GREEN" or "RED"?',
      'Variable "$f" got invalid value {…}; Field "txt" is not defined by type "Filter". Did you mean "text"?',
    ]);
  });

  test('that are missing or null are said to be so', () => {
    expect(messagesOf('$f: Filter!, $id: ID!', { id: null })).toEqual([
      'Variable "$f" of required type "Filter!" was not provided.',
      'Variable "$id" of non-null type "ID!" must not be null.',
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['20,000 unknown keys', { f: Object.fromEntries(many(20_000, (index) => `k${index}`).map((key) => [key, 1])) }],
    ['15,000 wrong members', { f: { colours: many(15_000, (index) => `C${index}`) } }],
    ['15,000 objects for members', { f: { colours: many(15_000, () => ({ a: [] })) } }],
  ])('%s are ten errors', (_what, variables) => {
    const messages = messagesOf('$f: Filter!', variables);

    expect(messages).toHaveLength(10);
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(100);
  });

  test('show no more than the beginning of a long value', () => {
    const [message = ''] = messagesOf('$id: Int', { id: 'x'.repeat(250_000) }, { isKnown: true });

    expect(message.slice(0, 98)).toBe(`Variable "$id" got invalid value "${'x'.repeat(60)}…"; `);
  });
});
