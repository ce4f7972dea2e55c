// cspell:ignore größe
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { refusalOfDocument, refusalOfVariables } from './text-door.js';

const judge = (text: string) => refusalOfDocument(text, parse(text, { noLocation: true }));
const says = 'The text holds a character that is not text (NUL, or half of a surrogate pair). Remove it.';

describe('variables with a text that no store can hold', () => {
  test('are refused with the path of the text', () => {
    const refusal = refusalOfVariables({ input: { notes: 'a\0b' } });

    expect([refusal?.code, refusal?.message, refusal?.details]).toEqual([
      'BAD_USER_INPUT',
      `input.notes: ${says}`,
      { problems: [{ path: ['input', 'notes'], code: 'BAD_USER_INPUT', message: says }] },
    ]);
  });

  test('are refused in few words, however long the names and however deep the path', () => {
    let value: unknown = '\uD800';
    for (let depth = 0; depth < 1_000; depth += 1) value = { ['n'.repeat(1_000)]: value };

    expect(refusalOfVariables({ value })?.message.length).toBeLessThan(1_500);
  });

  test('are let through without one', () => {
    expect(refusalOfVariables({ input: { notes: 'Größe 😀', list: [1, null, true] } })).toBeNull();
    expect(refusalOfVariables(undefined)).toBeNull();
  });
});

describe('a document with a text that no store can hold', () => {
  test.each([
    ['{ tender(ocid: "a\\u0000") { id } }', 'ocid'],
    ['{ tender(ocid: "a\\u{0}") { id } }', 'ocid'],
    ['{ tender(ocid: "a\0") { id } }', 'ocid'],
    ['{ tender(ocid: """a\0""") { id } }', 'ocid'],
    ['{ tenders(filter: { categories: ["a", "\\u{0000}"] }) { id } }', 'filter.categories'],
    ['query ($search: String = "\\u0000") { tenders(search: $search) { id } }', ''],
    ['{ me @include(if: "\\u0000") { id } }', 'if'],
  ])('is refused: %j', (text, path) => {
    expect(judge(text)?.message).toBe(path === '' ? says : `${path}: ${says}`);
  });

  test.each([
    '{ tender(ocid: "a\\\\u0000") { id } }',
    '{ tender(ocid: """a\\u0000""") { id } }',
    '{ tender(ocid: "\\uD83D\\uDE00") { id } }',
    '# \0\n{ me { id } }',
  ])('is let through when it only looks like one: %j', (text) => {
    expect(judge(text)).toBeNull();
  });

  test.each([
    '{ tender(ocid: "\\uD800") { id } }',
    '{ tender(ocid: "\uD800") { id } }',
    '{ tender(ocid: """\uD800""") }',
  ])('does not parse with half of a surrogate pair: %j', (text) => {
    expect(() => parse(text)).toThrow(/Invalid/u);
  });
});
