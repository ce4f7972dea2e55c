import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { renderNotificationPage } from './documentation.js';
import {
  decisionReopened,
  exportFailed,
  invitationReceived,
  notice,
  notificationCatalogue,
  notificationTypeNamed,
  sourceFailing,
  taskDue,
  taskOverdue,
  tenderBriefing,
  tenderChanged,
  tenderClosing,
} from './notifications.js';

describe('the catalogue', () => {
  test('is rendered on the page', () => {
    const page = readFileSync(new URL('./README.md', import.meta.url), 'utf8');

    expect(page).toBe(renderNotificationPage());
  });

  test('names each type once, in a sentence', () => {
    const names = notificationCatalogue.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(notificationCatalogue.filter(({ meaning }) => !/^[A-Z].*\.$/u.test(meaning))).toEqual([]);
  });

  test('says nothing of data that it cannot read', () => {
    expect(notificationTypeNamed('EXPORT_READY')?.wordsOf({ rows: 1 })).toBeNull();
  });
});

describe('words', () => {
  const closingAt = '2026-03-27T09:00:00.000Z';
  const timeZone = 'Africa/Johannesburg';

  test.each([
    [
      tenderChanged.words({ tenderTitle: 'Pumps', version: 2, fields: ['closingAt'], closingAt, timeZone }),
      '“Pumps” has changed',
      'Changed: closing at. Bids now close Friday, 27 March 2026, 11:00 (Africa/Johannesburg).',
    ],
    [
      tenderClosing.words({ tenderTitle: 'Pumps', closingAt, timeZone: '+02:00', daysLeft: 1 }),
      'Bids for “Pumps” close tomorrow',
      'Bids close Friday, 27 March 2026, 11:00 (UTC+02:00).',
    ],
    [
      tenderBriefing.words({
        ...{ tenderTitle: 'Pumps', heldAt: closingAt, timeZone, daysLeft: 7, isCompulsory: true },
        venue: 'Town hall',
      }),
      'Compulsory briefing for “Pumps” in 7 days',
      'It is held Friday, 27 March 2026, 11:00 (Africa/Johannesburg), Town hall.',
    ],
    [
      sourceFailing.words({ sourceName: 'Ours', error: 'The source answered 500.' }),
      'The source “Ours” cannot be read',
      'The source answered 500. We keep trying; you are not told again before it has worked once more.',
    ],
    [
      taskDue.words({ taskTitle: 'Price it', projectName: 'Dam', dueOn: '2026-03-27' }),
      '“Price it” is due soon',
      'It is due Friday, 27 March 2026, in “Dam”.',
    ],
    [
      taskOverdue.words({ taskTitle: 'Price it', projectName: 'Dam', dueOn: '2026-03-27' }),
      '“Price it” is overdue',
      'It was due Friday, 27 March 2026, in “Dam”.',
    ],
    [
      decisionReopened.words({ projectName: 'Dam', version: 2, fields: [] }),
      'The decision to go on with “Dam” is in doubt',
      'The tender has changed since. Decide again.',
    ],
    [
      exportFailed.words({ hasTooManyRows: true }),
      'Your export has failed',
      'The search finds more tenders than an export of your plan may hold. Narrow it and export again.',
    ],
  ])('%#: %j', ({ title, body }, expectedTitle, expectedBody) => {
    expect([title, body]).toEqual([expectedTitle, expectedBody]);
  });
});

test('a notice checks its data, and names no thing that its type has none of', () => {
  const about = { to: [], subjectId: '018f0000-0000-7000-8000-000000000001', key: 'k' };

  const made = notice(invitationReceived, { teamName: 'Acme', role: 'member' }, about);

  expect(made).toMatchObject({ subjectType: null, subjectId: null, priority: 'NORMAL', email: 'OFF' });
  expect(() => notice(invitationReceived, { teamName: 'A'.repeat(201), role: 'member' }, about)).toThrow();
});
