import { describe, expect, test } from '@jest/globals';
import { objectsIn, parseJson, parseRelease } from './json.js';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('parsing numbers', () => {
  test.each([
    ['{"id":90071992547409921}', { id: '90071992547409921' }],
    ['[12345678901234567890, -12345678901234567890]', ['12345678901234567890', '-12345678901234567890']],
    ['{"amount": 1234567890123.4567}', { amount: '1234567890123.4567' }],
    ['{"ids":[\n9007199254740993,\n1]}', { ids: ['9007199254740993', 1] }],
  ])('keeps the digits of %j', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  test.each([
    ['{"id":9007199254740991}', { id: 9007199254740991 }],
    ['{"amount":200000.50}', { amount: 200000.5 }],
    ['{"amount":1e21, "rate":0.1000000000000000055}', { amount: 1e21, rate: '0.1000000000000000055' }],
    ['{"id":"90071992547409921"}', { id: '90071992547409921' }],
    ['{"text":"a, 90071992547409921 b", "n": 12}', { text: 'a, 90071992547409921 b', n: 12 }],
    ['{"n": 1000000000000000000000}', { n: '1000000000000000000000' }],
    ['{"n": 1234567890123456000}', { n: 1234567890123456000 }],
  ])('leaves %j as it is', (text, value) => {
    expect(parse(text)).toEqual(value);
  });
});

test('a stored release is read in the encoding in which it was stored', () => {
  const release = { ocid: 'ocds-tstsrc-1', tender: { title: 'Construcción de un puente en Ñemby' } };
  const text = JSON.stringify(release);

  expect(parseRelease(Buffer.from(text, 'latin1'))).toEqual(release);
  expect(parseRelease(Buffer.from(text))).toEqual(release);
});

describe('objects in a list', () => {
  test.each([
    [[{ id: 1 }, null, 'x'], [{ id: 1 }]],
    [{ id: 1 }, [{ id: 1 }]],
    [{ 0: { id: 1 }, 1: { id: 2 } }, [{ id: 1 }, { id: 2 }]],
    [{}, []],
    ['x', []],
    [undefined, []],
  ])('are found in %j', (value, objects) => {
    expect(objectsIn(value)).toEqual(objects);
  });
});
