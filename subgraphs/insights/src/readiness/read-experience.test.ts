import { expect, test } from '@jest/globals';
import { readExperience } from './read-experience.js';

test.each([
  ['Bidders need at least five (5) years’ experience.', 5, 'at least five (5) years’ experience'],
  ['a minimum of 10 years relevant experience in roads', 10, 'minimum of 10 years relevant experience'],
  ['1 year experience and 7 years of proven experience', 7, '7 years of proven experience'],
])('%s', (text, years, quote) => {
  expect(readExperience(text)).toEqual({ years, quote });
});

test.each(['A contract of 3 years', 'Experience is welcome', ''])('%j asks for none', (text) => {
  expect(readExperience(text)).toBeNull();
});
