import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type PartnerActor, type Plan, rolePermissions } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import { createSubgraph } from '@hub/tenders/subgraph';
import { graphql } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';
import { addBuyer, addTender } from '../kit/tender-rows.js';

let kit: TestSubgraph;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  kit = await testSubgraph({ name: 'tenders', create: createSubgraph, now: () => new Date('2096-03-15T10:00:00Z') });
});
afterAll(() => kit.close());
beforeEach(async () => {
  acme = await kit.team();
  clerk = await acme.user();
});

const fields = `id name search filter orderBy visibility notification alertsAgain isActive isDefault problem lastRunAt
  newCount version createdBy { id } createdAt`;

const mutate =
  (name: string, type: string) =>
  async (input: Record<string, unknown>, as: TestUser | PartnerActor = clerk) => {
    const { data, codes } = await kit.as(as).send(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename
        ... on ${type.replace(/Input$/u, 'Success')} { ${name === 'deleteSavedSearch' ? 'deletedId' : `savedSearch { ${fields} }`} }
        ${/^(?:create|update|run)/u.test(name) ? '... on InvalidInput { path }' : ''} ... on UserError { message } } }`,
      { input },
    );
    expect(codes).toEqual([]);
    return data[name];
  };
const create = mutate('createSavedSearch', 'CreateSavedSearchInput');
const update = mutate('updateSavedSearch', 'UpdateSavedSearchInput');
const remove = mutate('deleteSavedSearch', 'DeleteSavedSearchInput');
const setDefault = mutate('setDefaultSavedSearch', 'SetDefaultSavedSearchInput');
const run = mutate('runSavedSearch', 'RunSavedSearchInput');
const markSeen = mutate('markSavedSearchSeen', 'MarkSavedSearchSeenInput');

const listed = async (as: TestUser | PartnerActor = clerk): Promise<string[]> => {
  const { savedSearches } = await kit.as(as).data('{ savedSearches { edges { node { name } } } }');
  return savedSearches.edges.map(({ node }: { node: { name: string } }) => node.name);
};
const one = async (id: string, as: TestUser = clerk) =>
  (await kit.as(as).data(`query ($id: ID!) { savedSearch(id: $id) { ${fields} } }`, { id })).savedSearch;

describe('saving a search', () => {
  test('says who made it and who changed it last, and when', async () => {
    const admin = await acme.user({ role: 'admin' });
    const { id } = (await create({ name: 'A', search: 'x', visibility: 'TEAM' })).savedSearch;

    await run({ id });
    await update({ id, expectedVersion: 1, name: 'B' }, admin);

    const query = 'query ($id: ID!) { savedSearch(id: $id) { createdBy { id } createdAt updatedBy { id } updatedAt } }';
    const { savedSearch } = await kit.as(clerk).data(query, { id });
    expect(savedSearch).toMatchObject({
      createdBy: { id: encodeId('Member', clerk.actor.membershipId) },
      updatedBy: { id: encodeId('Member', admin.actor.membershipId) },
    });
    expect(savedSearch.updatedAt > savedSearch.createdAt).toBe(true);
  });

  test('keeps everything that was given, and shows the filter in the shape in which it is given', async () => {
    const buyer = encodeId('Buyer', await addBuyer(kit.database, 'City'));
    const filter = {
      provinces: ['GAUTENG'],
      buyerIds: [buyer],
      closing: { from: '2096-04-01T02:00:00+02:00' },
      value: { min: '100.50' },
    };
    const given = { name: '  Bridges ', search: ' bridge ', orderBy: 'CLOSING_AT_DESC', visibility: 'TEAM' };
    const { savedSearch } = await create({ ...given, filter, notification: 'DAILY', alertsAgain: true });
    const { filter: shown, ...rest } = savedSearch;
    expect(rest).toEqual({
      ...{ id: expect.any(String), name: 'Bridges', search: 'bridge', orderBy: 'CLOSING_AT_DESC', visibility: 'TEAM' },
      ...{ notification: 'DAILY', alertsAgain: true, isActive: true, isDefault: false, problem: null },
      ...{ lastRunAt: null, newCount: 0, version: 1, createdAt: expect.stringMatching(/Z$/u) },
      createdBy: { id: encodeId('Member', clerk.actor.membershipId) },
    });
    expect(shown).toMatchObject({ ...filter, closing: { from: '2096-04-01T00:00:00.000Z' } });
    const counting = graphql('query ($filter: TenderFilter) { tenders(filter: $filter) { totalCount } }');
    const { data, codes } = await kit.as(clerk).send(counting, { filter: shown });
    expect({ data, codes }).toEqual({ data: { tenders: { totalCount: 0 } }, codes: [] });
    expect(await one(savedSearch.id)).toEqual(savedSearch);
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: 'N', search: '  ' }, 'search'],
    [{ name: 'N', search: 'x'.repeat(501) }, 'search'],
    [{ name: 'N', orderBy: 'RELEVANCE' }, 'orderBy'],
    [{ name: 'N', filter: { provinces: Array.from({ length: 51 }, () => 'GAUTENG') } }, 'filter.provinces'],
    [{ name: 'N', filter: { value: { min: '9', max: '1' } } }, 'filter.value'],
    [{ name: 'N', filter: { buyerIds: [encodeId('Tender', randomUUID())] } }, 'filter.buyerIds.0'],
    [
      { name: 'N', filter: { closing: { from: '2096-02-01T00:00:00Z', before: '2096-01-01T00:00:00Z' } } },
      'filter.closing',
    ],
  ])('refuses %j by naming the field, and stores nothing', async (input, field) => {
    const answer = await create(input);
    expect(answer).toEqual({
      __typename: 'InvalidInput',
      path: field.split('.'),
      message: expect.stringMatching(/\.$/u),
    });
    expect(await listed()).toEqual([]);
  });

  test('takes each name once for a member and once for the team', async () => {
    const colleague = await acme.user();
    expect((await create({ name: 'A', search: 'x' })).__typename).toBe('CreateSavedSearchSuccess');
    expect((await create({ name: 'A', search: 'x', visibility: 'TEAM' })).__typename).toBe('CreateSavedSearchSuccess');
    expect((await create({ name: 'A', search: 'x' }, colleague)).__typename).toBe('CreateSavedSearchSuccess');
    expect((await create({ name: ' A', search: 'y' })).__typename).toBe('InvalidInput');
    expect((await create({ name: 'A', visibility: 'TEAM' }, colleague)).__typename).toBe('InvalidInput');
    const { savedSearch } = await create({ name: 'B', search: 'x' });
    const renamed = await update({ id: savedSearch.id, expectedVersion: 1, name: 'A' });
    expect(renamed.__typename).toBe('InvalidInput');
  });

  test.each<[Plan, number]>([
    ['FREE', 3],
    ['BASIC', 25],
  ])('on the plan %s, twice as many at once leave %i for the whole team', async (plan, max) => {
    const team = await kit.team({ plan });
    const [first, second] = [await team.user(), await team.user()];
    const answers = await Promise.all(
      Array.from({ length: max }, (_, index) => `search ${index}`).flatMap((name) => [
        create({ name, search: 'x' }, first),
        create({ name, search: 'x' }, second),
      ]),
    );
    const kinds = Map.groupBy(answers, ({ __typename }) => __typename);
    expect(kinds.get('CreateSavedSearchSuccess')).toHaveLength(max);
    expect(kinds.get('LimitReached')).toHaveLength(max);
    expect(
      await kit.database.sql('select count(*)::int as rows from tenders.saved_search where team_id = $1', [team.id]),
    ).toEqual([{ rows: max }]);
  });
});

describe('a saved search', () => {
  test('that is changed to what it is keeps its version and leaves no event', async () => {
    const filter = { value: { min: '100.50' }, provinces: ['GAUTENG'] };
    const { savedSearch } = await create({ name: 'Bridges', search: 'bridge', filter, notification: 'DAILY' });
    const same = { name: 'Bridges', search: 'bridge', filter: savedSearch.filter, notification: 'DAILY' };

    const answer = await update({ id: savedSearch.id, expectedVersion: 1, ...same });

    expect([answer.__typename, answer.savedSearch.version]).toEqual(['UpdateSavedSearchSuccess', 1]);
    expect(
      await kit.database.sql('select type from events.inbox where team_id = $1 order by number', [acme.id]),
    ).toEqual([{ type: 'tenders.saved_search_created' }]);
  });

  test('that is private is seen by its member, and one that is shared by the team; neither by another team', async () => {
    const colleague = await acme.user();
    const stranger = await (await kit.team()).user();
    const mine = (await create({ name: 'Mine', search: 'x' })).savedSearch;
    const ours = (await create({ name: 'Ours', search: 'x', visibility: 'TEAM' })).savedSearch;
    expect([await listed(), await listed(colleague), await listed(stranger)]).toEqual([['Mine', 'Ours'], ['Ours'], []]);
    for (const as of [colleague, stranger]) {
      expect(await one(mine.id, as)).toBeNull();
      const notFound = { __typename: 'NotFound', message: 'There is no saved search with this id.' };
      expect(await update({ id: mine.id, expectedVersion: 1, name: 'Taken' }, as)).toEqual(notFound);
      expect(await remove({ id: mine.id }, as)).toEqual(notFound);
      expect(await run({ id: mine.id }, as)).toEqual(notFound);
      expect(await markSeen({ id: mine.id }, as)).toEqual(notFound);
      expect(await setDefault({ id: mine.id }, as)).toEqual(notFound);
    }
    expect(await one(ours.id, stranger)).toBeNull();
    expect((await update({ id: ours.id, expectedVersion: 1, name: 'Renamed' }, colleague)).savedSearch.name).toBe(
      'Renamed',
    );
    expect(await one(mine.id)).toEqual(mine);
  });

  test('is shared by who wishes, and made private only by who saved it', async () => {
    const colleague = await acme.user();
    const { id } = (await create({ name: 'Mine', search: 'x' })).savedSearch;
    await update({ id, expectedVersion: 1, visibility: 'TEAM' });
    expect(await update({ id, expectedVersion: 2, visibility: 'PRIVATE' }, colleague)).toEqual({
      __typename: 'InvalidInput',
      path: ['visibility'],
      message: 'Only the person who saved the search can make it private.',
    });
    expect((await update({ id, expectedVersion: 2, visibility: 'PRIVATE' })).savedSearch.visibility).toBe('PRIVATE');
  });

  test('is changed by one of two who change it at once, and the other is told', async () => {
    const { id } = (await create({ name: 'A', search: 'x', filter: { hasBriefing: true } })).savedSearch;
    const answers = await Promise.all([
      update({ id, expectedVersion: 1, search: 'one' }),
      update({ id, expectedVersion: 1, search: 'two' }),
    ]);
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
      'SavedSearchConflict',
      'UpdateSavedSearchSuccess',
    ]);
    expect(await one(id)).toMatchObject({
      version: 2,
      filter: { origin: 'ALL', undisclosedValues: 'EXCLUDE', hasBriefing: true },
    });
    const late = await update({ id, expectedVersion: 1, name: 'B' });
    expect(late).toMatchObject({
      __typename: 'SavedSearchConflict',
      message: 'This saved search has changed since you read it and is at version 2 now. Look at it and try again.',
    });
  });

  test('is cleared of its text by null, and keeps what is left out', async () => {
    const { id } = (await create({ name: 'A', search: 'x', filter: { hasBriefing: true }, orderBy: 'VALUE_ASC' }))
      .savedSearch;
    const { savedSearch } = await update({ id, expectedVersion: 1, search: null, notification: 'IMMEDIATE' });
    expect(savedSearch).toMatchObject({
      ...{
        search: null,
        orderBy: 'VALUE_ASC',
        filter: { origin: 'ALL', undisclosedValues: 'EXCLUDE', hasBriefing: true },
        notification: 'IMMEDIATE',
      },
      version: 2,
    });
    expect(await update({ id, expectedVersion: 2, name: null })).toMatchObject({ path: ['name'] });
    expect(await update({ id, expectedVersion: 2, orderBy: 'RELEVANCE' })).toMatchObject({ path: ['orderBy'] });
  });

  test('goes with its owner when it is private, and stays when it is shared', async () => {
    await create({ name: 'Mine', search: 'x' });
    const { id } = (await create({ name: 'Ours', search: 'x', visibility: 'TEAM' })).savedSearch;
    await kit.database.sql('delete from identity.membership where id = $1', [clerk.actor.membershipId]);
    const colleague = await acme.user();
    expect(await one(id, colleague)).toMatchObject({ name: 'Ours', createdBy: null });
    expect(await kit.database.sql('select name from tenders.saved_search where team_id = $1', [acme.id])).toEqual([
      { name: 'Ours' },
    ]);
  });

  test('is removed with all that it found', async () => {
    const { id } = (await create({ name: 'A', search: 'x' })).savedSearch;
    await markSeen({ id });
    expect(await remove({ id })).toEqual({ __typename: 'DeleteSavedSearchSuccess', deletedId: id });
    expect((await remove({ id })).__typename).toBe('NotFound');
    expect(await kit.database.sql('select 1 from tenders.saved_search_reader where team_id = $1', [acme.id])).toEqual(
      [],
    );
  });

  test('with a filter that is no longer accepted says so and keeps the rest', async () => {
    const { id } = (await create({ name: 'A', search: 'x' })).savedSearch;
    for (const filter of ['{"colour": "red"}', '{"closing": 5}', '{"buyerIds": ["x"]}']) {
      await kit.database.sql('update tenders.saved_search set filter = $2 where team_id = $1', [acme.id, filter]);
      expect(await one(id)).toMatchObject({ name: 'A', problem: expect.stringMatching(/\.$/u) });
      const { data, codes } = await kit
        .as(clerk)
        .send('query ($id: ID!) { savedSearch(id: $id) { name tenders { totalCount } } }', {
          id,
        });
      expect([data, codes]).toEqual([{ savedSearch: { name: 'A', tenders: null } }, ['BAD_USER_INPUT']]);
      expect((await run({ id })).__typename).toBe('RunSavedSearchSuccess');
    }
    expect((await update({ id, expectedVersion: 1, filter: null })).savedSearch.problem).toBeNull();
    expect(kit.masked).toEqual([]);
  });
});

describe('the search to start with', () => {
  test('is one for each member, whoever saved it', async () => {
    const colleague = await acme.user();
    const first = (await create({ name: 'First', search: 'x', visibility: 'TEAM' })).savedSearch.id;
    const second = (await create({ name: 'Second', search: 'x', visibility: 'TEAM' })).savedSearch.id;
    expect((await setDefault({ id: first })).savedSearch.isDefault).toBe(true);
    await setDefault({ id: second });
    await setDefault({ id: first }, colleague);
    const defaults = async (as: TestUser) => [(await one(first, as)).isDefault, (await one(second, as)).isDefault];
    expect([await defaults(clerk), await defaults(colleague)]).toEqual([
      [false, true],
      [true, false],
    ]);
    await Promise.all([first, second, first, second].map((id) => setDefault({ id })));
    expect((await defaults(clerk)).toSorted()).toEqual([false, true]);
    expect(await setDefault({ id: null })).toEqual({ __typename: 'SetDefaultSavedSearchSuccess', savedSearch: null });
    expect(await defaults(clerk)).toEqual([false, false]);
  });
});

describe('the tenders of a saved search', () => {
  test('are those that the search finds, page by page, and count as one search', async () => {
    const word = `bridge${randomUUID().slice(0, 8)}`;
    for (const closingAt of ['2096-04-01', '2096-04-02', '2096-04-03'])
      await addTender(kit.database, { title: `${word} ${closingAt}`, closingAt });
    const team = await kit.team({ plan: 'FREE' });
    const user = await team.user();
    const { id } = (await create({ name: 'A', search: word, orderBy: 'CLOSING_AT_DESC' }, user)).savedSearch;
    const page = (after: string | null) =>
      kit.as(user).send(
        `query ($id: ID!, $after: String) { savedSearch(id: $id) { tenders(first: 2, after: $after) {
          totalCount quota { remaining } edges { node { title } } pageInfo { endCursor } } } }`,
        { id, after },
      );
    const first = (await page(null)).data.savedSearch.tenders;
    expect(first).toMatchObject({
      totalCount: 3,
      quota: { remaining: 2 },
      edges: [{ node: { title: `${word} 2096-04-03` } }, { node: { title: `${word} 2096-04-02` } }],
    });
    const second = (await page(first.pageInfo.endCursor)).data.savedSearch.tenders;
    expect(second).toMatchObject({ quota: { remaining: 2 }, edges: [{ node: { title: `${word} 2096-04-01` } }] });
    for (const other of ['first', 'second']) await kit.as(user).send(`{ tenders(search: "${other}") { totalCount } }`);
    expect((await page(null)).data.savedSearch.tenders).toEqual({ ...first, quota: { remaining: 0 } });
    await update({ id, expectedVersion: 1, search: `${word} 2096` }, user);
    const refused = await page(null);
    expect([refused.data, refused.codes]).toEqual([{ savedSearch: { tenders: null } }, ['QUOTA_EXCEEDED']]);
  });
});

describe('who may', () => {
  test('a partner with the permission shares searches, and has no private ones and no notes', async () => {
    const partner: PartnerActor = {
      kind: 'partner',
      clientId: 'a client',
      teamId: acme.id,
      permissions: rolePermissions.member,
      plan: 'PRO',
    };
    expect(await create({ name: 'A', search: 'x' }, partner)).toMatchObject({ path: ['visibility'] });
    const { savedSearch } = await create({ name: 'A', search: 'x', visibility: 'TEAM' }, partner);
    expect(savedSearch).toMatchObject({ createdBy: null, isDefault: false });
    await create({ name: 'Mine', search: 'x' });
    expect([await listed(partner), await listed()]).toEqual([['A'], ['A', 'Mine']]);
    const { codes } = await kit
      .as(partner)
      .send(graphql('mutation ($id: ID!) { markSavedSearchSeen(input: { id: $id }) { __typename } }'), {
        id: savedSearch.id,
      });
    expect(codes).toEqual(['FORBIDDEN']);
  });

  test('a viewer neither saves nor sees any', async () => {
    const viewer = await acme.user({ role: 'viewer' });
    const { codes } = await kit
      .as(viewer)
      .send('{ savedSearches { edges { cursor } } savedSearchAlerts { edges { cursor } } }');
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});

test.each(['savedSearches', 'savedSearchAlerts'])('%s refuses what is no cursor of it', async (list) => {
  for (const after of [
    'x',
    Buffer.from(`["${list}","x"]`).toString('base64url'),
    Buffer.from(`["${list}"]`).toString('base64url'),
  ]) {
    expect(
      (await kit.as(clerk).send(`query ($after: String) { ${list}(after: $after) { edges { cursor } } }`, { after }))
        .codes,
    ).toEqual(['BAD_USER_INPUT']);
  }
  expect((await kit.as(clerk).send(`{ ${list}(first: 101) { edges { cursor } } }`)).codes).toEqual(['BAD_USER_INPUT']);
});
