import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { atTheSameMoment } from '../kit/same-moment.js';
import { addTender } from '../kit/tender-rows.js';
import { addChange } from './mutation-fixtures.js';

let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
});

const send = async (name: string, input: Record<string, unknown>): Promise<string> => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
  const { data } = await hub.ask(query, { as: admin, variables: { input } });
  return (data?.[name] as { __typename: string }).__typename;
};

async function events(): Promise<Record<string, unknown>[]> {
  const rows = await hub.database.sql<{ body: Record<string, unknown> }>(
    'select body from events.inbox where team_id = $1 order by number',
    [acme.id],
  );
  return rows.map(({ body }) => body);
}

const changeOf = (body: Record<string, unknown> | undefined, field: string) =>
  (body?.['changes'] as { field: string }[] | undefined)?.find((change) => change.field === field);

async function rowOf(sql: string): Promise<string> {
  const id = randomUUID();
  await hub.database.sql(sql, [acme.id, id]);
  return id;
}
const searchOf = (matches = 0) =>
  rowOf(`insert into tenders.saved_search (team_id, id, name, search, matched_at, match_count)
    values ($1, $2, 'Old', 'pumps', now(), ${matches})`);

test('two who override a field at once: the second tells what the first one wrote', async () => {
  const { id: tenderId } = await addTender(hub.database, { title: 'Pumps' });
  const override = (value: string) => () =>
    send('overrideTenderField', { tenderId, field: 'TITLE', value, reason: 'So it is.' });

  await atTheSameMoment(hub.database, override('One'), override('Two'));

  expect((await events()).map((body) => changeOf(body, 'value'))).toEqual([
    { field: 'value', before: null, after: 'One' },
    { field: 'value', before: 'One', after: 'Two' },
  ]);
});

test('who deletes an override that is changed at once tells what was deleted', async () => {
  const { id: tenderId } = await addTender(hub.database, { title: 'Pumps' });
  const which = { tenderId, field: 'TITLE' };
  await send('overrideTenderField', { ...which, value: 'One', reason: 'So it is.' });

  await atTheSameMoment(
    hub.database,
    () => send('overrideTenderField', { ...which, value: 'Two', reason: 'So it is.' }),
    () => send('deleteTenderOverride', which),
  );

  expect(changeOf((await events()).at(-1), 'value')).toEqual({ field: 'value', before: 'Two', after: null });
});

test('who deletes a saved search that is changed at once tells what was deleted', async () => {
  const id = encodeId('SavedSearch', await searchOf());

  await atTheSameMoment(
    hub.database,
    () => send('updateSavedSearch', { id, expectedVersion: 1, name: 'New' }),
    () => send('deleteSavedSearch', { id }),
  );

  expect(changeOf((await events()).at(-1), 'name')).toEqual({ field: 'name', before: 'New', after: null });
});

test('two who change a saved search at once: the second finds another version', async () => {
  const id = encodeId('SavedSearch', await searchOf());
  const rename = (name: string) => () => send('updateSavedSearch', { id, expectedVersion: 1, name });

  const answers = await atTheSameMoment(hub.database, rename('One'), rename('Two'));

  expect([answers, (await events()).length]).toEqual([['UpdateSavedSearchSuccess', 'SavedSearchConflict'], 1]);
});

test('who deletes a source that is changed at once tells what was deleted', async () => {
  const row = await rowOf(
    `insert into tenders.team_source (team_id, id, kind, name, url) values ($1, $2, 'ocds', 'Old', 'https://example.org/')`,
  );
  const id = encodeId('TeamSource', row);

  await atTheSameMoment(
    hub.database,
    () => send('updateTeamSource', { id, expectedVersion: 1, name: 'New' }),
    () => send('deleteTeamSource', { id }),
  );

  expect(changeOf((await events()).at(-1), 'name')).toEqual({ field: 'name', before: 'New', after: null });
});

test('two who ask for a poll at once leave one event', async () => {
  const row = await rowOf(
    `insert into tenders.team_source (team_id, id, kind, name, url) values ($1, $2, 'ocds', 'Own', 'https://example.org/')`,
  );
  const poll = () => send('pollTeamSource', { id: encodeId('TeamSource', row) });

  const answers = await atTheSameMoment(hub.database, poll, poll);

  expect([answers, await events()]).toEqual([['PollTeamSourceSuccess', 'PollTeamSourceSuccess'], [{}]]);
});

test('two who cancel an export at once leave one event', async () => {
  const row = await rowOf(
    `insert into tenders.export (team_id, id, format, rows_max, status) values ($1, $2, 'CSV', 10, 'RUNNING')`,
  );
  const cancel = () => send('cancelExport', { id: encodeId('Export', row) });

  const answers = await atTheSameMoment(hub.database, cancel, cancel);

  expect(answers).toEqual(['CancelExportSuccess', 'ExportEnded']);
  expect((await events()).map((body) => body['changes'])).toEqual([
    [{ field: 'status', before: 'RUNNING', after: 'CANCELLED' }],
  ]);
});

test('a member who marks a search as seen twice at once leaves one event', async () => {
  const seen = async () => send('markSavedSearchSeen', { id });
  const id = encodeId('SavedSearch', await searchOf(3));

  await atTheSameMoment(hub.database, seen, seen);

  expect((await events()).map(({ before, after }) => [before, after])).toEqual([[0, 3]]);
});

test('two who acknowledge a change at once leave one event', async () => {
  const { id, row } = await addTender(hub.database, { title: 'Pumps' });
  await addChange(hub.database, row);
  const acknowledge = () => send('acknowledgeChange', { tenderId: id, version: 2 });

  const answers = await atTheSameMoment(hub.database, acknowledge, acknowledge);

  expect([answers, await events()]).toEqual([
    ['AcknowledgeChangeSuccess', 'AcknowledgeChangeSuccess'],
    [{ version: 2 }],
  ]);
});

test('who stops tracking a tender whose entry is changed at once tells what was deleted', async () => {
  const { row } = await addTender(hub.database, { title: 'Pumps' });
  const entry = await rowOf(`insert into workspace.entry (team_id, id, tender_id) values ($1, $2, '${row}')`);
  const id = encodeId('Entry', entry);

  const answers = await atTheSameMoment(
    hub.database,
    () => send('updateEntry', { id, expectedVersion: 1, status: 'INTERESTED' }),
    () => send('untrackTender', { id, expectedVersion: 2 }),
  );

  expect(answers).toEqual(['UpdateEntrySuccess', 'UntrackTenderSuccess']);
  expect((await events()).at(-1)).toMatchObject({ status: 'INTERESTED' });
});
