import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { entries, trackTender, trackTenders, updateEntry } from './documents/entries.js';
import { overrideTenderField, tenderPage } from './documents/tenders.js';
import {
  createSavedSearch,
  createTeamSource,
  markSavedSearchSeen,
  ownTenders,
  requestExport,
  savedSearchAlerts,
  tenderExport,
} from './documents/work.js';
import { fillForm } from './form.js';
import { openJourneys, openNotice, serveList, type Journeys } from './journey-kit.js';

let journeys: Journeys;
const ids: string[] = [];

beforeAll(async () => {
  journeys = await openJourneys();
  await journeys.publish(...[1, 2, 3, 4].map((number) => openNotice(number, { description: `Bridge ${number}` })));
  for (const number of [1, 2, 3, 4]) ids.push(await journeys.tenderOf(`ocds-9t57fa-${number}`));
});
afterAll(() => journeys.close());

const idOf = (number: number): string => ids[number - 1] ?? '';

describe('a team that knows better', () => {
  test('overrides a published field, and reads both values', async () => {
    const { apollo } = journeys.tab(journeys.admin);

    const { data } = await apollo.mutate({
      mutation: overrideTenderField,
      variables: { input: { tenderId: idOf(1), field: 'TITLE', value: 'Bridge one', reason: 'A spelling mistake' } },
    });

    const page = await apollo.query({ query: tenderPage, variables: { id: idOf(1), at: '2026-03-02T00:00:00Z' } });
    expect(data?.overrideTenderField).toMatchObject({ __typename: 'OverrideTenderFieldSuccess' });
    expect(page.data?.tender?.overrides).toMatchObject([
      { field: 'TITLE', value: 'Bridge one', original: 'Bridge 1', reason: 'A spelling mistake' },
    ]);
  });
});

describe('tracking', () => {
  test('shows the row of a colleague who was quicker, and the change can be made on it', async () => {
    const [clerk, admin] = [journeys.tab(journeys.clerk), journeys.tab(journeys.admin)];
    const tracked = await clerk.apollo.mutate({
      mutation: trackTender,
      variables: { input: { tenderId: idOf(2), idempotencyKey: 'the-form-was-sent' } },
    });
    const result = tracked.data?.trackTender;
    if (result?.__typename !== 'TrackTenderSuccess') throw new Error('The tender is not tracked.');
    const { id, version } = result.entry;
    await admin.apollo.mutate({
      mutation: updateEntry,
      variables: { input: { id, expectedVersion: version, notes: 'Ask the engineer' } },
    });

    const late = await clerk.apollo.mutate({
      mutation: updateEntry,
      variables: { input: { id, expectedVersion: version, status: 'INTERESTED' } },
    });
    const conflict = late.data?.updateEntry;
    if (conflict?.__typename !== 'EntryConflict') throw new Error('Nobody was quicker.');
    const again = await clerk.apollo.mutate({
      mutation: updateEntry,
      variables: { input: { id, expectedVersion: conflict.current.version, status: 'INTERESTED' } },
    });

    expect(conflict).toMatchObject({ code: 'CONFLICT', current: { notes: 'Ask the engineer', version: version + 1 } });
    expect(again.data?.updateEntry).toMatchObject({
      entry: { notes: 'Ask the engineer', status: 'INTERESTED', version: version + 2 },
    });
  });

  test('of many tenders at once has a result for each', async () => {
    const { apollo } = journeys.tab(journeys.clerk);

    const { data } = await apollo.mutate({
      mutation: trackTenders,
      variables: { input: { tenderIds: [idOf(2), idOf(3), idOf(4)], priority: 'HIGH' } },
    });

    const listed = await apollo.query({ query: entries, variables: { filter: { priorities: ['HIGH'] } } });
    const result = data?.trackTenders;
    if (result?.__typename !== 'TrackTendersSuccess') throw new Error('Nothing was tracked.');
    expect(result.results.map(({ __typename }) => __typename)).toEqual([
      'AlreadyTracked',
      'TrackTenderSuccess',
      'TrackTenderSuccess',
    ]);
    expect(listed.data?.entries?.totalCount).toBe(2);
  });
});

describe('a saved search', () => {
  test('tells of what is published after it was saved, until it is marked as seen', async () => {
    const { apollo } = journeys.tab(journeys.clerk);
    const created = await apollo.mutate({
      mutation: createSavedSearch,
      variables: { input: { name: 'Tunnels', search: 'tunnel', notification: 'IMMEDIATE' } },
    });
    await journeys.publish(openNotice(20, { description: 'Tunnel under the river' }));
    await journeys.hub.database.sql(`select graphile_worker.add_job('tenders:queue-alerts', '{}')`);
    await journeys.hub.runJobs();

    const { data } = await apollo.query({ query: savedSearchAlerts });
    const alert = data?.savedSearchAlerts?.nodes[0];
    const seen = await apollo.mutate({
      mutation: markSavedSearchSeen,
      variables: { input: { id: alert?.savedSearch?.id ?? '', upTo: alert?.position ?? null } },
    });

    expect(created.data?.createSavedSearch).toMatchObject({ savedSearch: { name: 'Tunnels', newCount: 0 } });
    expect(alert).toMatchObject({ isSeen: false, tender: { title: 'Tunnel under the river' } });
    expect(seen.data?.markSavedSearchSeen).toMatchObject({ savedSearch: { newCount: 0 } });
    // The count that the list of alerts shows is the same object, so nobody has to ask again.
    expect(apollo.readQuery({ query: savedSearchAlerts })?.savedSearchAlerts?.nodes[0]?.savedSearch?.newCount).toBe(0);
  });
});

describe('an export', () => {
  test('is requested, made and downloaded whole', async () => {
    const { apollo } = journeys.tab(journeys.clerk);
    const requested = await apollo.mutate({
      mutation: requestExport,
      variables: { input: { format: 'CSV', search: 'bridge' } },
    });
    const result = requested.data?.requestExport;
    if (result?.__typename !== 'RequestExportSuccess') throw new Error('There is no export.');
    await journeys.hub.runJobs();

    const { data } = await apollo.query({ query: tenderExport, variables: { id: result.export.id } });
    const { pathname, search } = new URL(data?.tenderExport?.downloadUrl ?? '');
    const response = await fetch(`${journeys.url}${pathname}${search}`);
    const bytes = Buffer.from(await response.arrayBuffer());

    expect(data?.tenderExport).toMatchObject({ status: 'DONE', rowCount: 4, byteSize: bytes.length });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(data?.tenderExport?.sha256);
  });
});

describe('a source of the team', () => {
  test('is set up, read, and its tenders are listed', async () => {
    const list = await serveList([{ ref: 'A-1', name: 'Fix the roof' }]);
    const { apollo } = journeys.tab(journeys.admin);
    const fields = [
      { field: 'EXTERNAL_ID' as const, pointer: '/ref' },
      { field: 'TITLE' as const, pointer: '/name' },
    ];

    const created = await apollo.mutate({
      mutation: createTeamSource,
      variables: { input: { kind: 'JSON', name: 'Our list', url: list.url, mapping: { fields } } },
    });
    await journeys.hub.runJobs();
    const { data } = await apollo.query({ query: ownTenders });
    list.close();

    expect(created.data?.createTeamSource).toMatchObject({ source: { name: 'Our list', status: 'NEVER_RUN' } });
    expect(data?.teamSources?.nodes).toMatchObject([{ status: 'HEALTHY', lastError: null }]);
    expect(data?.teamTenders?.nodes).toMatchObject([
      { key: 'A-1', title: 'Fix the roof', source: { name: 'Our list' } },
    ]);
  });

  test('that is filled in wrongly fills its form from the answer alone', async () => {
    const { apollo } = journeys.tab(journeys.admin);

    const { data } = await apollo.mutate({
      mutation: createTeamSource,
      variables: {
        input: {
          kind: 'JSON',
          name: ' ',
          url: 'https://10.0.0.7/list',
          pollIntervalSeconds: 1,
          timeZone: 'Mars/Olympus',
        },
      },
    });

    const result = data?.createTeamSource;
    if (result?.__typename !== 'InvalidInput') throw new Error('The input was taken.');
    expect(fillForm(['name', 'url', 'timeZone', 'pollIntervalSeconds', 'mapping'], result.problems)).toEqual({
      fields: [
        { name: 'name', errors: [expect.any(String)] },
        { name: 'url', errors: [expect.stringContaining('private network')] },
        { name: 'timeZone', errors: ['timeZone must be the name of a zone, such as Africa/Johannesburg.'] },
        { name: 'pollIntervalSeconds', errors: ['pollIntervalSeconds must be from 300 to 2592000.'] },
        { name: 'mapping', errors: [] },
      ],
      above: [],
    });
  });
});
