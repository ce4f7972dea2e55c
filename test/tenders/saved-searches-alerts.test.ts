import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestTeam, TestUser } from '../kit/people.js';
import { savedSearchesKit, type SavedSearchesKit } from './saved-searches-kit.js';
import { step } from './versions/versions-kit.js';

let now = new Date();
let kit: SavedSearchesKit;
let acme: TestTeam;
let clerk: TestUser;
let round = 0;
/** A word that no tender of another test has. */
let word = '';
beforeAll(async () => {
  kit = await savedSearchesKit(() => now);
});
afterAll(() => kit.close());
beforeEach(async () => {
  round += 1;
  word = `zebra${round}x`;
  now = new Date(Date.UTC(2096, 2, round, 10));
  await kit.database.sql('delete from tenders.saved_search');
  acme = await kit.team();
  clerk = await acme.user();
});

const tender = (name: string, day = 1, fields: Record<string, unknown> = {}) =>
  step(`${word}-${name}`, day, { title: `${word} ${name}`, ...fields });
const matches = ['tenders:queue-alerts', 'tenders:match-saved-searches'];

describe('an immediate search', () => {
  test('finds what is published after it was saved, and nothing that was there before', async () => {
    await kit.feed(tender('old'));
    const id = await kit.save(clerk, { name: 'Zebras', search: word, notification: 'IMMEDIATE' });
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
    await kit.feed(tender('new'), step(`other-${round}`, 1, { title: 'Roads' }));
    expect(await kit.minute()).toEqual(matches);
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} new`]);
    expect(await kit.alerts(clerk)).toEqual([`${word} new`]);
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
  });

  test('finds a tender that changes until it matches, and each one once, however often it changes', async () => {
    await kit.feed(tender('old', 1, { description: 'Supply' }));
    const id = await kit.save(clerk, { name: 'Zebras', search: `${word} bridge`, notification: 'IMMEDIATE' });
    await kit.feed(tender('old', 2, { description: 'Supply of a bridge' }));
    await kit.minute();
    await kit.feed(tender('old', 3, { description: 'Supply of a long bridge' }));
    await kit.minute();
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} old`]);
  });

  test('does not call a tender new for a change that nobody reads', async () => {
    await kit.feed(tender('old'));
    const id = await kit.save(clerk, { name: 'Zebras', search: word, notification: 'IMMEDIATE' });
    await kit.feed(step(`${word}-old`, 2, {}));
    await kit.minute();
    expect(await kit.newTitles(clerk, id)).toEqual([]);
  });

  test('tells again of a material change when it is asked to, and of no other change', async () => {
    const once = await kit.save(clerk, { name: 'Once', search: word, notification: 'IMMEDIATE' });
    const again = await kit.save(clerk, { name: 'Again', search: word, notification: 'IMMEDIATE', alertsAgain: true });
    await kit.feed(tender('bridge', 1, { tenderPeriod: { endDate: '2096-04-01T09:00:00Z' } }));
    await kit.minute();
    for (const id of [once, again]) {
      await kit.say('mutation ($id: ID!) { markSavedSearchSeen(input: { id: $id }) { __typename } }', clerk, { id });
    }
    await kit.feed(step(`${word}-bridge`, 2, {}, { language: 'fr' }));
    await kit.minute();
    expect([await kit.newTitles(clerk, once), await kit.newTitles(clerk, again)]).toEqual([[], []]);
    await kit.feed(step(`${word}-bridge`, 3, { tenderPeriod: { endDate: '2096-04-09T09:00:00Z' } }));
    await kit.minute();
    expect([await kit.newTitles(clerk, once), await kit.newTitles(clerk, again)]).toEqual([[], [`${word} bridge`]]);
    await kit.minute();
    expect(await kit.newTitles(clerk, again)).toEqual([`${word} bridge`]);
  });

  test('takes filters and dates as a search does', async () => {
    const filter = {
      provinces: ['LIMPOPO'],
      closing: { from: '2096-04-01T00:00:00Z', before: '2096-04-30T00:00:00+02:00' },
      value: { min: '100' },
      undisclosedValues: 'INCLUDE',
    };
    const id = await kit.save(clerk, { name: 'Zebras', search: word, filter, notification: 'IMMEDIATE' });
    const closing = (endDate: string) => ({ tenderPeriod: { endDate } });
    await kit.feed(
      tender('in time', 1, { province: 'Limpopo', ...closing('2096-04-02T09:00:00Z') }),
      tender('too late', 1, { province: 'Limpopo', ...closing('2096-05-02T09:00:00Z') }),
      tender('elsewhere', 1, { province: 'Gauteng', ...closing('2096-04-02T09:00:00Z') }),
    );
    await kit.minute();
    const stored = await kit.say('query ($id: ID!) { savedSearch(id: $id) { filter problem } }', clerk, { id });
    expect(stored.data.savedSearch.filter).toMatchObject({
      provinces: ['LIMPOPO'],
      closing: { from: '2096-04-01T00:00:00.000Z', before: '2096-04-29T22:00:00.000Z' },
    });
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} in time`]);
  });

  test('that is switched off misses what changes meanwhile, and nothing after', async () => {
    const id = await kit.save(clerk, { name: 'Zebras', search: word, notification: 'IMMEDIATE' });
    const change = (expectedVersion: number, isActive: boolean) =>
      kit.say('mutation ($input: UpdateSavedSearchInput!) { updateSavedSearch(input: $input) { __typename } }', clerk, {
        input: { id, expectedVersion, isActive },
      });
    await change(1, false);
    await kit.feed(tender('missed'));
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
    await change(2, true);
    await kit.feed(tender('found'));
    await kit.minute();
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} found`]);
  });
});

describe('a daily search', () => {
  test('tells at six in the morning where the team is, once a day', async () => {
    now = new Date(Date.UTC(2096, 5, round, 3, 59));
    await kit.database.sql(`update identity.team set time_zone = 'Africa/Johannesburg' where id = $1`, [acme.id]);
    const id = await kit.save(clerk, { name: 'Zebras', search: word, notification: 'DAILY' });
    await kit.feed(tender('one'));
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
    now = new Date(Date.UTC(2096, 5, round, 4, 0, 1));
    expect(await kit.minute()).toEqual(matches);
    expect(await kit.alerts(clerk)).toEqual([`${word} one`]);
    await kit.feed(tender('two'));
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
    now = new Date(Date.UTC(2096, 5, round + 1, 4, 0, 1));
    await kit.minute();
    expect(await kit.alerts(clerk)).toEqual([`${word} two`, `${word} one`]);
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} two`, `${word} one`]);
  });

  test('that somebody runs is up to date at once, and still tells in the morning', async () => {
    const id = await kit.save(clerk, { name: 'Zebras', search: word, notification: 'DAILY' });
    await kit.feed(tender('one'));
    const { data } = await kit.say(
      `mutation ($id: ID!) { runSavedSearch(input: { id: $id }) { ... on RunSavedSearchSuccess {
        isUpToDate savedSearch { lastRunAt newCount newMatches { edges { node { tender { title } isSeen matchedAt } } } } } } }`,
      clerk,
      { id },
    );
    const at = now.toISOString();
    expect(data.runSavedSearch).toEqual({
      isUpToDate: true,
      savedSearch: {
        lastRunAt: at,
        newCount: 1,
        newMatches: { edges: [{ node: { tender: { title: `${word} one` }, isSeen: false, matchedAt: at } }] },
      },
    });
    expect(await kit.alerts(clerk)).toEqual([]);
    now = new Date(now.getTime() + 86_400_000);
    await kit.minute();
    expect(await kit.alerts(clerk)).toEqual([`${word} one`]);
  });
});

test('a search without notification is matched once a day and tells nobody, also not when it starts to', async () => {
  const id = await kit.save(clerk, { name: 'Zebras', search: word });
  await kit.feed(tender('one'));
  now = new Date(now.getTime() + 86_400_000);
  await kit.minute();
  expect(await kit.newTitles(clerk, id)).toEqual([`${word} one`]);
  expect(await kit.alerts(clerk)).toEqual([]);
  await kit.say(
    'mutation ($input: UpdateSavedSearchInput!) { updateSavedSearch(input: $input) { __typename } }',
    clerk,
    {
      input: { id, expectedVersion: 1, notification: 'IMMEDIATE' },
    },
  );
  await kit.feed(tender('two'));
  await kit.minute();
  expect(await kit.alerts(clerk)).toEqual([`${word} two`]);
});

describe('alerts', () => {
  test('of a shared search are for the whole team, each with their own notes; of a private one for its owner', async () => {
    const colleague = await acme.user();
    const stranger = await (await kit.team()).user();
    await kit.save(clerk, { name: 'Ours', search: `${word} shared`, visibility: 'TEAM', notification: 'IMMEDIATE' });
    await kit.save(clerk, { name: 'Mine', search: `${word} private`, notification: 'IMMEDIATE' });
    await kit.feed(tender('shared'), tender('private'));
    await kit.minute();
    expect((await kit.alerts(clerk)).toSorted()).toEqual([`${word} private`, `${word} shared`]);
    expect(await kit.alerts(colleague)).toEqual([`${word} shared`]);
    expect(await kit.alerts(stranger)).toEqual([]);
    const seen = '{ savedSearchAlerts { edges { node { isSeen savedSearch { id name } } } } }';
    const { data } = await kit.say(seen, colleague);
    const { id } = data.savedSearchAlerts.edges[0].node.savedSearch;
    await kit.say('mutation ($id: ID!) { markSavedSearchSeen(input: { id: $id }) { __typename } }', colleague, { id });
    const isSeen = async (as: TestUser) =>
      (await kit.say(seen, as)).data.savedSearchAlerts.edges.map(
        ({ node }: { node: { isSeen: boolean; savedSearch: { name: string } } }) => [
          node.savedSearch.name,
          node.isSeen,
        ],
      );
    expect(await isSeen(colleague)).toEqual([['Ours', true]]);
    expect((await isSeen(clerk)).toSorted()).toEqual([
      ['Mine', false],
      ['Ours', false],
    ]);
  });

  test('are seen up to a position, and what was found later stays new', async () => {
    const id = await kit.save(clerk, { name: 'Zebras', search: word, notification: 'IMMEDIATE' });
    for (const name of ['one', 'two', 'three']) {
      await kit.feed(tender(name));
      await kit.minute();
    }
    const { data } = await kit.say(
      'query ($id: ID!) { savedSearch(id: $id) { newMatches(first: 2) { edges { node { position tender { title } } cursor } pageInfo { hasNextPage } } } }',
      clerk,
      { id },
    );
    const { edges, pageInfo } = data.savedSearch.newMatches;
    expect(pageInfo.hasNextPage).toBe(true);
    expect(edges.map(({ node }: { node: { tender: { title: string } } }) => node.tender.title)).toEqual([
      `${word} three`,
      `${word} two`,
    ]);
    const next = await kit.say(
      'query ($id: ID!, $after: String) { savedSearch(id: $id) { newMatches(after: $after) { edges { node { tender { title } } } } } }',
      clerk,
      { id, after: edges[1].cursor },
    );
    expect(next.data.savedSearch.newMatches.edges).toEqual([{ node: { tender: { title: `${word} one` } } }]);
    const mark = (upTo: string) =>
      kit.say(
        'mutation ($input: MarkSavedSearchSeenInput!) { markSavedSearchSeen(input: $input) { __typename } }',
        clerk,
        {
          input: { id, upTo },
        },
      );
    await mark(edges[1].node.position);
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} three`]);
    expect((await mark('x')).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('are pages in one order', async () => {
    await kit.save(clerk, { name: 'Zebras', search: word, notification: 'IMMEDIATE' });
    await kit.feed(...['a', 'b', 'c', 'd', 'e'].map((name) => tender(name)));
    await kit.minute();
    const page = async (after: string | null): Promise<string[]> => {
      const { data } = await kit.say(
        'query ($after: String) { savedSearchAlerts(first: 2, after: $after) { edges { node { tender { title } } } pageInfo { hasNextPage endCursor } } }',
        clerk,
        { after },
      );
      const { edges, pageInfo } = data.savedSearchAlerts;
      const titles = edges.map(({ node }: { node: { tender: { title: string } } }) => node.tender.title);
      return pageInfo.hasNextPage === true ? [...titles, ...(await page(pageInfo.endCursor))] : titles;
    };
    const all = await kit.alerts(clerk);
    expect([await page(null), all.length]).toEqual([all, 5]);
  });
});
