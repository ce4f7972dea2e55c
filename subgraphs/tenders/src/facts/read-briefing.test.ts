import { expect, test } from '@jest/globals';
import { readBriefing } from './read-briefing.js';

test.each([
  ['A COMPULSORY clarification meeting will be held at 10:00', 'COMPULSORY clarification meeting'],
  ['Compulsory site briefing on Monday', 'Compulsory site briefing'],
  ['There is a mandatory pre-bid online meeting', 'mandatory pre-bid online meeting'],
  ['SITE MEETING DATE (Compulsory): 5 May', 'SITE MEETING DATE (Compulsory'],
  ['The briefing session is also compulsory.', 'briefing session is also compulsory'],
  ['The briefing on this date 04-09-25 is compulsory', 'briefing on this date 04-09-25 is compulsory'],
  ['Bidders must attend the clarification meeting', 'must attend the clarification meeting'],
  [
    'Failure to attend the site meeting will lead to disqualification',
    'Failure to attend the site meeting will lead to disqualif',
  ],
])('a briefing is compulsory: %s', (text, words) => {
  const statement = readBriefing(text);
  expect(statement?.isCompulsory).toBe(true);
  expect(text.slice(statement?.span.start, statement?.span.end)).toMatch(
    new RegExp(`^${words.replaceAll(/[()]/gu, String.raw`\$&`)}`, 'u'),
  );
});

test.each([
  'A non-compulsory briefing session will take place',
  'NON – COMPULSORY briefing',
  'Site briefing is not compulsory, if the bidder knows the site',
  'Compulsory briefing session: N/A',
  'Compulsory briefing: No',
])('a briefing need not be attended: %s', (text) => {
  expect(readBriefing(text)?.isCompulsory).toBe(false);
});

test('one compulsory meeting counts before others that are not', () => {
  const text = 'There will be a non-compulsory virtual clarification meeting and a compulsory site visit.';
  expect(readBriefing(text)).toMatchObject({ isCompulsory: true, span: { text: 'compulsory site visit' } });
});

test.each([
  'Briefing session on 5 May at 10:00',
  'It is compulsory that bidders are registered on the database',
  'Pay attention to the mandatory requirements. Meetings are held monthly',
  'If a site meeting is mandatory, then tenderers must attend such meeting',
  'Site visit (registration is compulsory before arrival)',
  'Provision of catering for meetings and sessions',
])('nothing is said about attendance: %s', (text) => {
  expect(readBriefing(text)).toBeNull();
});
