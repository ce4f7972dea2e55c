import { expect, test } from '@jest/globals';
import { readCidb } from './read-cidb.js';

const written = (text: string) =>
  readCidb(text).designations.map(
    ({ grade, workClass, isPotentiallyEmerging }) =>
      `${grade ?? '?'}${workClass ?? '?'}${isPotentiallyEmerging ? 'PE' : ''}`,
  );

test.each([
  ['CIDB Grading 4SI or 4ME or higher', ['4SI', '4ME']],
  ['CIDB grading: 8EP/ME or higher', ['8EP', '8ME']],
  ['the CIDB GRADE FOUR (4) OR HIGHER is applicable', ['4?']],
  ['CIDB contractor grading of Grade 8 GB.', ['8GB']],
  ['CIDB Grading: 7 CE ME', ['7CE', '7ME']],
  ['CIDB GRADING ME LEVEL 4 OR HIGHER', ['4ME']],
  ['REPAIRS (6 EB or Higher)', ['6EB']],
  ['6EP PE registered with the CIDB', ['6EPPE']],
  ['CIDB Registration Required\tAnticipated 2CEPE / 2GBPE or Higher', ['2CEPE', '2GBPE']],
  ['CIDB GRADING 01GB OR HIGHER', ['1GB']],
  ['CIDB Grade: GB 0r Higher', ['?GB']],
  ['cidb 7ce or higher', ['7CE']],
  ['Only bidders with CIDB 7CE, 7CE or 6GB', ['7CE', '6GB']],
  ['CIDB Grading Requirement:Minimum7CE or higher', ['7CE']],
  ['REQUIRED CIDB GRADING 1. Bidders must have a CIDB grading of 8GB (General Building)', ['8GB']],
])('%s', (text, designations) => {
  expect(readCidb(text).kind).toBe('DESIGNATIONS');
  expect(written(text)).toEqual(designations);
});

test.each([
  ['CIDB GRADING (if applicable) N/A', 'NOT_APPLICABLE', 'CIDB GRADING (if applicable) N/A'],
  ['Ownership 20 points. No CIDB grading.', 'NOT_APPLICABLE', 'No CIDB'],
  [
    'Parking. All partners must be CIDB registered. Bring a pen.',
    'UNSPECIFIED',
    'All partners must be CIDB registered',
  ],
  ['CIDB GRADING 1. Bidders must apply', 'UNSPECIFIED', 'CIDB GRADING 1'],
  ['Supply of 4 ME type valves, 2 so that 3 can be kept', 'NOT_STATED', null],
  ['', 'NOT_STATED', null],
])('%s: %s', (text, kind, quote) => {
  expect(readCidb(text)).toMatchObject({ kind, quote, designations: [] });
});

test('quotes the words it read, with what is in front of and behind them', () => {
  expect(
    readCidb(
      'It is estimated that tenderers should have a CIDB contractor grading designation of 7GB or higher. Preferences',
    ).quote,
  ).toBe('a CIDB contractor grading designation of 7GB or higher');
});

test('notices that potentially emerging contractors are mentioned', () => {
  expect(
    readCidb('CIDB 6CE or higher, or potentially emerging enterprises one grade lower').mentionsPotentiallyEmerging,
  ).toBe(true);
  expect(readCidb('CIDB 6CE or higher').mentionsPotentiallyEmerging).toBe(false);
});
