// cspell:ignore Gqeberha Sipho Dlamini
import { expect, test } from '@jest/globals';
import type { KeyFactSource } from '../key-facts/index.js';
import { findAnswer } from './find-answer.js';

const source: KeyFactSource = {
  title: 'Guarding of the depot in Gqeberha',
  description: [
    'Two guards are needed at the main gate by day and four by night.',
    'Guards must be registered with PSIRA and carry a two-way radio.',
    'Bids stay valid for 90 days after the closing date.',
    'Contact Mr Sipho Dlamini at 041 555 1234 about the radio.',
  ].join('\n'),
  specialConditions: 'Uniforms are supplied by the contractor; firearms are not allowed on the premises.',
  closingAt: new Date('2026-12-01T09:00:00Z'),
  timeZone: 'Africa/Johannesburg',
  valueAmount: null,
  valueCurrency: null,
  province: null,
  deliveryLocation: null,
  buyerName: null,
  briefings: [],
  cidb: null,
  bbbee: null,
  preference: null,
  briefing: null,
};

test.each([
  ['Are firearms allowed?', 'firearms are not allowed on the premises.', []],
  ['Who supplies the uniforms?', 'Uniforms are supplied by the contractor;', []],
  ['How many guards by night at the gate?', 'Two guards are needed at the main gate by day and four by night.', []],
  ['Must guards carry a radio?', 'Guards must be registered with PSIRA and carry a two-way radio.', []],
  ['When does it close?', 'Bids stay valid for 90 days after the closing date.', ['CLOSING']],
  ['Which registrations are needed?', undefined, ['REGISTRATION']],
])('%s', (question, passage, kinds) => {
  const answer = findAnswer(source, question);

  expect([answer.passages[0]?.text, answer.facts.map(({ kind }) => kind)]).toEqual([passage, kinds]);
});

test.each([
  'Is there a crèche for children?',
  'What does the helicopter cost?',
  'Does the contractor insure the helicopter?',
  'Who is the chief financial officer?',
  'the of and',
  '???',
])('abstains: %s', (question) => {
  expect(findAnswer(source, question)).toEqual({ facts: [], passages: [] });
});

test('every passage is where it says, and none names a person or a number to call', () => {
  const { passages } = findAnswer(source, 'radio');

  for (const { field, start, end, text } of passages)
    expect((field === 'DESCRIPTION' ? source.description : source.specialConditions)?.slice(start, end)).toBe(text);
  expect(passages.map(({ text }) => text).join()).not.toMatch(/Dlamini|555/u);
});
