import { expect, test } from '@jest/globals';
import { readExperience } from './read-experience.js';

test.each([
  ['Bidders need at least five (5) years’ experience.', 5, 'at least five (5) years’ experience'],
  ['a minimum of 10 years relevant experience in roads', 10, 'minimum of 10 years relevant experience'],
  ['1 year experience and 7 years of proven experience', 7, '7 years of proven experience'],
  ['The company must have 4 years experience; the site manager 9 years experience', 4, 'must have 4 years experience'],
])('%s', (text, years, quote) => {
  expect(readExperience(text)).toMatchObject({ years, quote });
});

test.each([
  'A contract of 3 years',
  'Experience is welcome',
  'The project manager must have 10 years experience.',
  'Our council has 50 years experience in housing.',
  'with 8 years experience as an engineer',
  '',
])('%j asks the bidder for none', (text) => {
  expect(readExperience(text)).toBeNull();
});
