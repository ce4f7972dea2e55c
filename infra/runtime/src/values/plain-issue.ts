import type { z } from 'zod';

type Issue = Pick<z.core.$ZodIssue, 'code'> & Readonly<Record<string, unknown>>;

// What a schema calls a type, and what people call it.
const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  date: 'a date',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  undefined: 'left out',
};

const formats: Readonly<Record<string, string>> = {
  uuid: 'an id',
  guid: 'an id',
  email: 'an e-mail address',
  url: 'an address, such as https://example.org',
  datetime: 'a date and time with an offset, such as 2026-03-31T12:00:00Z',
  date: 'a date, such as 2026-03-31',
  time: 'a time, such as 12:00',
  duration: 'a duration, such as P30D',
  base64: 'base64 text',
  base64url: 'base64url text',
  json_string: 'JSON',
};

/**
 * What is wrong with a value, in words that continue "it": `must be a whole number`. The one place where problems that
 * schemas find, and have no sentence of their own for, get plain English; pass it as `error` when parsing what people sent.
 */
export function plainIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindOf(issue['expected'])}`;
    case 'too_small':
      return boundOf(issue, 'minimum', 'at least');
    case 'too_big':
      return boundOf(issue, 'maximum', 'at most');
    case 'invalid_format':
      return `must be ${formats[textOf(issue['format'])] ?? 'in the form that is described for it'}`;
    case 'invalid_value':
      return listOf(issue['values']);
    case 'not_multiple_of':
      return `must be a multiple of ${textOf(issue['divisor'])}`;
    case 'unrecognized_keys':
      return `must not have ${listed(issue['keys'])}`;
    default:
      return 'is not accepted';
  }
}

function kindOf(expected: unknown): string {
  return kinds[textOf(expected)] ?? 'of another kind';
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' };

function boundOf(issue: Issue, bound: 'minimum' | 'maximum', words: string): string {
  const unit = units[textOf(issue['origin'])];
  const isOpen = issue['inclusive'] === false;
  const limit = textOf(issue[bound]);
  if (unit !== undefined)
    return limit === '1' && bound === 'minimum' ? 'must not be empty' : `must have ${words} ${limit}${unit}`;
  return `must be ${isOpen ? (bound === 'minimum' ? 'more than' : 'less than') : words} ${limit}`;
}

function listOf(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  return all.length === 1 ? `must be ${textOf(all[0])}` : `must be one of ${listed(all)}`;
}

const listedMax = 12;
const nameLengthMax = 60;

function listed(values: unknown): string {
  const all = (Array.isArray(values) ? values : []).map((value) => textOf(value).slice(0, nameLengthMax));
  return all.length > listedMax ? `${all.slice(0, listedMax).join(', ')} …` : all.join(', ');
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
