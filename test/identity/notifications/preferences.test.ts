import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestUser } from '../../kit/people.js';

const fields = 'timeZone quietHours { from until } digestAt isEmailEnabled version types { type isInApp email }';
const update = `mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) { __typename
  ... on UpdateNotificationPreferencesSuccess { preferences { ${fields} } }
  ... on NotificationPreferencesConflict { current { version } } ... on InvalidInput { problems { path message } } } }`;

let hub: TestHub;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clerk = await (await hub.team()).user();
});

async function change(input: Record<string, unknown>, as = clerk): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(update, { variables: { input }, as });
  expect(errors).toEqual([]);
  return Object(data?.['updateNotificationPreferences']);
}

async function preferences(as = clerk): Promise<Record<string, unknown>> {
  const { data } = await hub.ask(`{ me { notificationPreferences { ${fields} } } }`, { as });
  return Object(Object(Object(data)['me'])['notificationPreferences']);
}

const typeOf = ({ types }: Record<string, unknown>, name: string) =>
  (types as { type: string }[]).find(({ type }) => type === name);

test('preferences are as usual until they are changed, and then what was sent', async () => {
  const usual = await preferences();

  await change({
    ...{ expectedVersion: 0, timeZone: 'Europe/London', quietHours: { from: '21:00', until: '06:30' } },
    ...{ digestAt: '17:45', types: [{ type: 'TENDER_CHANGED', email: 'DAILY' }] },
  });
  await change({ expectedVersion: 1, quietHours: null, types: [{ type: 'EXPORT_READY', isInApp: false }] });
  const changed = await preferences();

  expect(usual).toMatchObject({
    ...{ timeZone: null, quietHours: null, digestAt: '07:00', isEmailEnabled: true, version: 0 },
  });
  expect(typeOf(usual, 'TENDER_CHANGED')).toEqual({ type: 'TENDER_CHANGED', isInApp: true, email: 'IMMEDIATE' });
  expect(changed).toMatchObject({ timeZone: 'Europe/London', quietHours: null, digestAt: '17:45', version: 2 });
  expect(typeOf(changed, 'TENDER_CHANGED')).toEqual({ type: 'TENDER_CHANGED', isInApp: true, email: 'DAILY' });
  expect(typeOf(changed, 'EXPORT_READY')).toEqual({ type: 'EXPORT_READY', isInApp: false, email: 'OFF' });
});

test('a change that changes nothing keeps the version, and one on an older version is refused', async () => {
  await change({ expectedVersion: 0, digestAt: '08:00' });

  const same = await change({ expectedVersion: 1, digestAt: '08:00' });
  const late = await change({ expectedVersion: 0, digestAt: '09:00' });

  expect(same).toMatchObject({ preferences: { version: 1 } });
  expect(late).toEqual({ __typename: 'NotificationPreferencesConflict', current: { version: 1 } });
  expect(await preferences()).toMatchObject({ digestAt: '08:00', version: 1 });
});

test('every problem of the input is told at once, and nothing is changed', async () => {
  const answer = await change({
    ...{ expectedVersion: 0, timeZone: 'Mars/Phobos', quietHours: { from: '21:00', until: '21:00' }, digestAt: '7' },
    types: [{ type: 'EXPORT_READY' }, { type: 'EXPORT_READY' }],
  });

  expect(answer).toEqual({
    __typename: 'InvalidInput',
    problems: [
      { path: ['timeZone'], message: 'timeZone must be the name of a zone, such as Africa/Johannesburg.' },
      { path: ['quietHours', 'until'], message: 'Quiet hours must end at another time than they begin.' },
      { path: ['digestAt'], message: 'digestAt must be a time such as 07:30.' },
      { path: ['types'], message: 'Send each type once in types.' },
    ],
  });
  expect(await preferences()).toMatchObject({ version: 0 });
});

test('preferences of one person are not those of another', async () => {
  const colleague = await (await hub.team()).user();
  await change({ expectedVersion: 0, isEmailEnabled: false });

  expect(await preferences(colleague)).toMatchObject({ isEmailEnabled: true, version: 0 });
});
