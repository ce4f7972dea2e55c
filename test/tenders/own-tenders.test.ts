import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { extractiveModel } from '@hub/insights/summariser';
import { encodeId } from '@hub/runtime/graphql';
import { tenderSummaries } from '@hub/insights/documents';
import { Redis } from 'ioredis';
import { testHub, type Answer, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { storeUrls } from '../kit/stores.js';
import { addBuyer, addTender } from '../kit/tender-rows.js';
import { until } from '../kit/until.js';
import { unknownId } from '../kit/world.js';
import { addOwnTenders } from './own-rows.js';

const now = new Date('2026-03-15T10:00:00Z');
const secret = 'Confidential pipeline';

let hub: TestHub;
let us: TestUser;
let colleague: TestUser;
let them: TestUser;
let ownRow: string;
let ownId: string;

beforeAll(async () => {
  hub = await testHub({ now: () => now });
  const [ours, theirs] = [await hub.team(), await hub.team()];
  [us, colleague, them] = [await ours.user(), await ours.user(), await theirs.user()];
  const buyerId = await addBuyer(hub.database, 'City of Tests');
  await addTender(hub.database, {
    title: 'Public pipeline',
    province: 'GAUTENG',
    buyerId,
    valueAmount: '100000',
    valueCurrency: 'ZAR',
    closingAt: '2026-04-02T00:00:00Z',
  });
  [ownRow = ''] = await addOwnTenders(hub.database, {
    teamId: ours.id,
    rows: [
      {
        title: secret,
        description: 'A pipeline that nobody else may know of.',
        ocid: 'ocds-own-1',
        buyerName: 'Private Holdings',
        valueAmount: '250000.50',
        valueCurrency: 'ZAR',
        closingAt: '2026-04-01T00:00:00Z',
      },
    ],
  });
  ownId = encodeId('Tender', ownRow);
});
afterAll(() => hub.close());
afterEach(async () => {
  await hub.database.sql('delete from workspace.entry');
  await hub.database.sql('delete from identity.company_profile');
  await hub.database.sql('delete from tenders.team_tender where id <> $1', [ownRow]);
});

const everything = `
  id ocid isPrivate title description status province category buyer { id name } value { amount currency } closingAt releaseCount version
  teamTender { id title buyerName source { name } }
  briefingSessions { heldAt } documents { nodes { title } } awards { title } overrides { field }
  asOf(at: "2026-03-15T10:00:00Z") { title }
  history { edges { node { version } } } unacknowledgedChanges { edges { node { version } } }
  entry { id } readiness { score } summary { text }`;

describe('a tender of a team', () => {
  test('is found beside public ones, as a tender that is marked as private', async () => {
    const answer = await hub.ask(
      `{ tenders(search: "pipeline", orderBy: CLOSING_AT_ASC) { totalCount edges { node { ${everything} } highlights { field parts { text isHit } } } } }`,
      { as: us },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      tenders: {
        totalCount: 2,
        edges: [
          {
            node: {
              id: ownId,
              ocid: 'ocds-own-1',
              isPrivate: true,
              title: secret,
              status: 'OPEN',
              buyer: null,
              value: { amount: '250000.5', currency: 'ZAR' },
              releaseCount: 0,
              version: 1,
              teamTender: { id: encodeId('TeamTender', ownRow), buyerName: 'Private Holdings' },
              briefingSessions: [],
              documents: { nodes: [] },
              awards: [],
              overrides: [],
              asOf: null,
              history: { edges: [] },
              unacknowledgedChanges: { edges: [] },
              entry: null,
              readiness: null,
              summary: { text: 'A pipeline that nobody else may know of.' },
            },
            highlights: expect.arrayContaining([
              { field: 'TITLE', parts: expect.arrayContaining([{ text: 'pipeline', isHit: true }]) },
            ]),
          },
          { node: { title: 'Public pipeline', isPrivate: false, teamTender: null, buyer: { name: 'Unnamed buyer' } } },
        ],
      },
    });
  });

  test('is read by its id and by its ocid', async () => {
    const answer = await hub.ask(
      `query ($id: ID!) { byId: tender(id: $id) { ${everything} } byOcid: tender(ocid: "ocds-own-1") { title } }`,
      { as: us, variables: { id: ownId } },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ byId: { title: secret, isPrivate: true }, byOcid: { title: secret } });
  });

  test('is to others what an unknown one is, to the byte', async () => {
    const query = `query ($id: ID!) { tender(id: $id) { ${everything} } }`;
    const foreign = await hub.ask(query, { as: them, variables: { id: ownId } });
    const unknown = await hub.ask(query, { as: them, variables: { id: unknownId('Tender') } });
    expect(foreign.text).toBe(unknown.text);
    expect(foreign.data).toEqual({ tender: null });
    const entities = `query ($id: ID!) { _entities(representations: [{ __typename: "Tender", id: $id }]) { ... on Tender { id title isPrivate } } }`;
    const resolved = await hub.askSubgraph('tenders', entities, { variables: { id: ownId }, as: us.actor });
    expect(resolved.data).toEqual({ _entities: [{ id: ownId, title: secret, isPrivate: true }] });
    const denied = await hub.askSubgraph('tenders', entities, { variables: { id: ownId }, as: them.actor });
    expect(denied.data).toEqual({ _entities: [null] });
    expect((await hub.ask('{ tender(ocid: "ocds-own-1") { title } }', { as: them })).data).toEqual({ tender: null });
  });

  test('is tracked by its team as a public one is, shown with its entry, and not found by another team', async () => {
    const mutation = `mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename
      ... on TrackTenderSuccess { entry { id closingAt tender { id isPrivate title teamTender { id } } } } } }`;
    const variables = { input: { tenderId: ownId } };

    const refused = await hub.ask(mutation, { as: them, variables });
    const { errors, data } = await hub.ask(mutation, { as: us, variables });

    expect([refused.errors, refused.data]).toEqual([[], { trackTender: { __typename: 'NotFound' } }]);
    const teamTenderId = encodeId('TeamTender', ownRow);
    const tender = { id: ownId, isPrivate: true, title: secret, teamTender: { id: teamTenderId } };
    const id = expect.any(String);
    expect([errors, data]).toEqual([
      [],
      {
        trackTender: {
          __typename: 'TrackTenderSuccess',
          entry: { id, closingAt: '2026-04-01T00:00:00.000Z', tender },
        },
      },
    ]);
    const query = `{ tender(id: "${ownId}") { entry { status } } teamTender(id: "${teamTenderId}") { entry { status } } }`;
    const entry = { status: 'PENDING' };
    expect((await hub.ask(query, { as: colleague })).data).toEqual({ tender: { entry }, teamTender: { entry } });
  });
});

test('a source that is deleted takes entries of what came through it along, and its event says how many', async () => {
  const team = await hub.team();
  const admin = await team.user({ role: 'admin' });
  const [tracked = ''] = await addOwnTenders(hub.database, {
    teamId: team.id,
    rows: [{ title: 'Confidential dam' }, { title: 'Confidential road' }],
  });
  await hub.database.sql('insert into workspace.entry (team_id, team_tender_id) values ($1, $2)', [team.id, tracked]);
  const [source] = await hub.database.sql<{ id: string }>('select id from tenders.team_source where team_id = $1', [
    team.id,
  ]);
  const mutation = 'mutation ($input: DeleteTeamSourceInput!) { deleteTeamSource(input: $input) { __typename } }';

  const { data } = await hub.ask(mutation, {
    as: admin,
    variables: { input: { id: encodeId('TeamSource', source?.id ?? '') } },
  });

  expect(data).toEqual({ deleteTeamSource: { __typename: 'DeleteTeamSourceSuccess' } });
  expect(await hub.database.sql('select 1 from workspace.entry where team_id = $1', [team.id])).toEqual([]);
  const told = await hub.database.sql(
    `select body -> 'entryCount' as count from (select team_id, type, body from events.inbox union all
       select team_id, type, body from events.event) e where team_id = $1 and type = 'tenders.team_source_deleted'`,
    [team.id],
  );
  expect(told).toEqual([{ count: 1 }]);
});

describe('what is said of a tender of a team', () => {
  const query = `query ($id: ID!) { teamTender(id: $id) {
    summary { state text isTitleOnly model } score { value recommendation parts { kind points maxPoints } } } }`;
  const read = async (row: string, as: TestUser) =>
    (await hub.ask(query, { as, variables: { id: encodeId('TeamTender', row) } })).data;
  const summary = { state: 'READY', isTitleOnly: false, model: extractiveModel };

  test('is a summary in its own words, and a score by the checks of readiness', async () => {
    expect(await read(ownRow, us)).toEqual({
      teamTender: {
        summary: { ...summary, text: 'A pipeline that nobody else may know of.' },
        score: {
          ...{ value: null, recommendation: 'UNDECIDED' },
          parts: [
            { kind: 'SECTOR', points: null, maxPoints: 3 },
            { kind: 'CERTIFICATIONS', points: null, maxPoints: 3 },
            { kind: 'COVERAGE', points: null, maxPoints: 2 },
            { kind: 'EXPERIENCE', points: null, maxPoints: 2 },
          ],
        },
      },
    });
  });

  test('of a marketplace job is judged by its skills, budget and client, for this team', async () => {
    await hub.database.sql(
      `insert into identity.company_profile (team_id, company_name, sectors) values ($1, 'Us', '{Software}')`,
      [us.actor.teamId],
    );
    const [job = ''] = await addOwnTenders(hub.database, {
      teamId: us.actor.teamId,
      rows: [{ title: 'Confidential shop', description: 'We need a shop that sells bread on the web.' }],
    });
    await hub.database.sql(
      `update tenders.team_tender set kind = 'MARKETPLACE_JOB', skills = '{Software design,Catering}', budget_min = 500,
         client = '{"rating": 4.5}' where id = $1`,
      [job],
    );

    expect(await read(job, us)).toEqual({
      teamTender: {
        summary: { ...summary, text: 'We need a shop that sells bread on the web.' },
        score: {
          ...{ value: 6.8, recommendation: 'CONSIDER' },
          parts: [
            { kind: 'SKILLS', points: 3, maxPoints: 6 },
            { kind: 'BUDGET', points: 2, maxPoints: 2 },
            { kind: 'CLIENT', points: 1.8, maxPoints: 2 },
          ],
        },
      },
    });
    await hub.database.sql(`update tenders.team_tender set closing_at = '2026-03-01T00:00:00Z' where id = $1`, [job]);
    expect(await read(job, us)).toMatchObject({ teamTender: { score: { recommendation: 'NOTHING_TO_PURSUE' } } });
  });

  test('is to others what is said of an unknown one, through the subgraph too, and lies in no document store', async () => {
    expect(await read(ownRow, them)).toEqual({ teamTender: null });
    const entities = `{ _entities(representations: [{ __typename: "TeamTender", id: "${encodeId('TeamTender', ownRow)}" }, { __typename: "Tender", id: "${ownId}" }]) {
      ... on TeamTender { summary { text } score { value } } ... on Tender { summary { text } } } }`;
    const own = await hub.askSubgraph('insights', entities, { as: us.actor });
    const foreign = await hub.askSubgraph('insights', entities, { as: them.actor });

    const text = 'A pipeline that nobody else may know of.';
    expect(own.data).toEqual({ _entities: [{ summary: { text }, score: { value: null } }, { summary: { text } }] });
    expect(foreign.data).toEqual({ _entities: [null, { summary: null }] });
    await hub.runJobs();
    const { documents } = hub.hub.subgraphs.insights.stores.scopeOf({ actor: us.actor, requestId: 'test' });
    expect(await documents.public(tenderSummaries).find({ tenderId: ownRow })).toEqual([]);
  });
});

describe('no cache', () => {
  const titles = (answer: Answer) => /Confidential/u.test(answer.text);

  test("serves a team's tenders to a member of another team that may do the same", async () => {
    for (const query of [
      '{ tenders(search: "pipeline") { edges { node { title } } } }',
      '{ tenders { totalCount facets { values { range tenderCount } } } }',
      `{ tender(id: "${ownId}") { title } }`,
      '{ tender(ocid: "ocds-own-1") { title } }',
    ]) {
      const own = await hub.ask(query, { as: us });
      const [ofColleague, foreign] = [await hub.ask(query, { as: colleague }), await hub.ask(query, { as: them })];
      expect(ofColleague.text).toBe(own.text);
      expect([titles(foreign), foreign.text === own.text]).toEqual([false, false]);
    }
  });

  test.each([
    ['a page', '{ tenders { edges { node { title } } } }'],
    ['a total', '{ tenders { totalCount } }'],
    ['a tender', '{ tender(ocid: "ocds-none-1") { title } }'],
    ['the tender of a change', '{ changes { changes { tender { title } } } }'],
  ])('outside may keep %s for everybody', async (_what, query) => {
    const { headers } = await hub.gateway.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${us.accessToken}` },
      payload: { query },
    });
    expect(headers['cache-control']).toMatch(/^max-age=\d+, private$/u);
  });

  test('of Redis holds anything of them', async () => {
    const { redis } = storeUrls();
    if (redis === null) return;
    const url = new URL(redis);
    url.pathname = `/${Number(process.env['JEST_WORKER_ID'] ?? '1') % 16}`;
    const client = new Redis(url.toString());
    let texts: string[] = [];
    // A slow Redis is done without, so it is asked until it has kept what is public.
    await until(async () => {
      await hub.ask('{ tenders { edges { node { title description } } } }', {
        as: us,
        headers: { 'cache-control': 'no-cache' },
      });
      texts = await textsOf(client);
      return texts.some((text) => text.includes('Public pipeline'));
    });
    client.disconnect();
    expect(texts.filter((text) => /Confidential|Private Holdings|ocds-own-1/u.test(text))).toEqual([]);
  });
});

async function textsOf(client: Redis): Promise<string[]> {
  const texts: string[] = [];
  for (const key of await client.keys('*')) {
    const type = await client.type(key);
    texts.push(key);
    if (type === 'string') texts.push((await client.get(key)) ?? '');
    if (type === 'hash') texts.push(JSON.stringify(await client.hgetall(key)));
    if (type === 'set') texts.push(...(await client.smembers(key)));
  }
  return texts;
}

describe('facets', () => {
  test('are counted over both, with what a filter needs to ask for them', async () => {
    const answer = await hub.ask(
      `{ tenders(search: "pipeline") {
        totalCount
        facets {
          provinces { province tenderCount } statuses { status tenderCount } procurementCategories { procurementCategory tenderCount } methods { method tenderCount }
          categories { name tenderCount } buyers { buyer { name } tenderCount } values { range above { amount currency } upTo { amount currency } tenderCount } briefing { hasBriefing tenderCount }
        }
      } }`,
      { as: us },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({
      tenders: {
        totalCount: 2,
        facets: {
          provinces: [
            { province: 'GAUTENG', tenderCount: 1 },
            { province: null, tenderCount: 1 },
          ],
          statuses: [{ status: 'OPEN', tenderCount: 2 }],
          procurementCategories: [{ procurementCategory: null, tenderCount: 2 }],
          methods: [{ method: null, tenderCount: 2 }],
          categories: [{ name: null, tenderCount: 2 }],
          buyers: [
            { buyer: { name: 'City of Tests' }, tenderCount: 1 },
            { buyer: null, tenderCount: 1 },
          ],
          values: [
            { range: 'UP_TO_100K', above: null, upTo: { amount: '100000', currency: 'ZAR' }, tenderCount: 1 },
            {
              range: 'UP_TO_1M',
              above: { amount: '100000', currency: 'ZAR' },
              upTo: { amount: '1000000', currency: 'ZAR' },
              tenderCount: 1,
            },
          ],
          briefing: [{ hasBriefing: false, tenderCount: 2 }],
        },
      },
    });
  });
});
