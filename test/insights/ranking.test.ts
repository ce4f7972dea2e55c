import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { atTheSameMoment } from '../kit/same-moment.js';
import { addBuyer, addTender } from '../kit/tender-rows.js';

const ranking = graphql(`
  query ($filter: RankedTenderFilter, $orderBy: RankedTenderOrder, $first: Int, $after: String) {
    rankedTenders(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
      }
      edges {
        rank
        score
        recommendation
        reasons {
          kind
          points
          text
        }
        node {
          id
          title
        }
      }
    }
  }
`);

let hub: TestHub;
let team: TestTeam;
let member: ReturnType<TestHub['as']>;
let ids: Record<string, string>;
beforeAll(async () => {
  hub = await testHub({ now: () => new Date('2026-11-21T08:00:00Z') });
  team = await hub.team();
  member = hub.as(await team.user());
  ids = {};
  const rows = [
    ['good', 90, 'PURSUE'],
    ['fair', 75, 'CONSIDER'],
    ['open', null, 'UNDECIDED'],
    ['poor', 80, 'AVOID'],
    ['over', 95, 'NOTHING_TO_PURSUE'],
    ['late', 95, 'PURSUE'],
  ] as const;
  for (const [title, score, recommendation] of rows) {
    const tender = await addTender(hub.database, {
      title,
      ...(title === 'late' && { closingAt: '2026-11-20T09:00:00Z' }),
    });
    ids[title] = tender.row;
    await hub.database.sql(
      `insert into insights.readiness_score (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
       values ($1, $2, $3, 20, 80, $4, repeat('0', 64), now())`,
      [team.id, tender.row, score, recommendation],
    );
  }
  await hub.database.sql('insert into workspace.entry (team_id, tender_id) values ($1, $2)', [team.id, ids['fair']]);
});
afterAll(() => hub.close());

const titles = async (variables: Parameters<typeof member.data<never, object>>[1] = {}) =>
  (await member.data(ranking, variables)).rankedTenders?.edges.map(({ node }) => node?.title);

describe('the ranking of a team', () => {
  test('is by score and recommendation, says why, and leaves out what cannot be bid for', async () => {
    const page = (await member.data(ranking, {})).rankedTenders;

    expect(page?.totalCount).toBe(4);
    expect(page?.edges.map(({ node, rank }) => [node?.title, rank])).toEqual([
      ['good', 110],
      ['fair', 85],
      ['poor', 50],
      ['open', 40],
    ]);
    expect(page?.edges.at(-1)).toMatchObject({
      score: null,
      recommendation: 'UNDECIDED',
      reasons: [
        { kind: 'SCORE', points: 40, text: 'The score is not known; it can come to 20 to 80: the middle, less 10.' },
        { kind: 'RECOMMENDATION', points: 0, text: 'Too little could be judged.' },
      ],
    });
  });

  test('is filtered by score, recommendation, id, tracking and whether it has ended', async () => {
    expect(await titles({ filter: { minScore: 80 } })).toEqual(['good', 'poor']);
    expect(await titles({ filter: { recommendations: ['CONSIDER', 'AVOID'] } })).toEqual(['fair', 'poor']);
    expect(await titles({ filter: { ids: [encodeId('Tender', ids['open'] ?? '')] } })).toEqual(['open']);
    expect(await titles({ filter: { isTracked: true } })).toEqual(['fair']);
    expect(await titles({ filter: { isTracked: false, minScore: 80 } })).toEqual(['good', 'poor']);
    expect(await titles({ filter: { includesEnded: true, minScore: 95 } })).toEqual(['late', 'over']);
    const refused = await member.send(ranking, { filter: { minScore: 101 } });
    expect(refused.codes).toEqual(['BAD_USER_INPUT']);
  });

  test('is ordered by score, unknown ones last, a page at a time', async () => {
    expect(await titles({ orderBy: 'READINESS_DESC' })).toEqual(['good', 'poor', 'fair', 'open']);
    expect(await titles({ orderBy: 'READINESS_ASC' })).toEqual(['fair', 'poor', 'good', 'open']);
    const first = (await member.data(ranking, { first: 3 })).rankedTenders;
    expect(await titles({ first: 3, after: first?.pageInfo.endCursor ?? '' })).toEqual(['open']);
  });

  test('is of the team alone, and follows what is stored', async () => {
    const stranger = hub.as(await (await hub.team()).user());
    expect((await stranger.data(ranking, {})).rankedTenders?.edges).toEqual([]);
    await member.data(ranking, {});

    await hub.runJobs();
    const scope = hub.hub.subgraphs.insights.stores.scopeOf({
      actor: { kind: 'system', name: 'test', teamId: team.id },
      requestId: 'test',
    });
    await scope.database.write(
      (tx) =>
        tx.$executeRaw`update insights.readiness_score set score = 99, recommendation = 'PURSUE' where score = 75`,
    );

    expect((await titles())?.[0]).toBe('fair');
  });
});

const give = graphql(`
  mutation ($input: GiveTenderFeedbackInput!) {
    giveTenderFeedback(input: $input) {
      __typename
      ... on GiveTenderFeedbackSuccess {
        tender {
          feedback {
            verdict
            reason
            givenBy {
              id
            }
            givenAt
            createdAt
            updatedAt
          }
        }
      }
    }
  }
`);
const withdraw = graphql(`
  mutation ($input: WithdrawTenderFeedbackInput!) {
    withdrawTenderFeedback(input: $input) {
      __typename
      ... on WithdrawTenderFeedbackSuccess {
        tender {
          feedback {
            verdict
          }
        }
      }
    }
  }
`);

describe('feedback on tenders', () => {
  let critic: TestTeam;
  let person: TestUser;
  let at: Record<string, string>;
  const as = () => hub.as(person);
  const ranks = async (user = person) =>
    Object.fromEntries(
      ((await hub.as(user).data(ranking, { filter: { includesEnded: true } })).rankedTenders?.edges ?? []).map(
        ({ node, rank }) => [node?.title, rank],
      ),
    );
  const say = async (title: string, verdict: 'USEFUL' | 'NOT_USEFUL', reason?: 'BUYER' | 'SECTOR' | 'PLACE' | 'SIZE') =>
    (
      await as().data(give, {
        input: { tenderId: encodeId('Tender', at[title] ?? ''), verdict, ...(reason && { reason }) },
      })
    ).giveTenderFeedback;
  const takeBack = async (title: string) =>
    (await as().data(withdraw, { input: { tenderId: encodeId('Tender', at[title] ?? '') } })).withdrawTenderFeedback;

  beforeAll(async () => {
    critic = await hub.team();
    person = await critic.user();
    at = {};
    const buyers = { city: await addBuyer(hub.database, 'City'), port: await addBuyer(hub.database, 'Port') };
    const rows = [
      ['road', 'Works', 'GAUTENG', 'city', 70, 'PURSUE'],
      ['bridge', 'Works', 'GAUTENG', 'city', 70, 'CONSIDER'],
      ['fence', 'Works', 'LIMPOPO', 'port', 70, 'AVOID'],
      ['gate', 'Works', 'GAUTENG', 'city', 70, 'NOTHING_TO_PURSUE'],
      ['pens', 'Goods', 'LIMPOPO', 'port', 70, 'AVOID'],
    ] as const;
    for (const [title, category, province, buyer, score, recommendation] of rows) {
      const { row } = await addTender(hub.database, { title, province, buyerId: buyers[buyer] });
      at[title] = row;
      await hub.database.sql('update tenders.tender set category = $2 where id = $1', [row, category]);
      await hub.database.sql(
        `insert into insights.readiness_score (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
         values ($1, $2, $3, 20, 80, $4, repeat('0', 64), now())`,
        [critic.id, row, score, recommendation],
      );
    }
  });
  beforeEach(() => hub.database.sql('delete from insights.tender_feedback where team_id = $1', [critic.id]));

  const before = { road: 90, bridge: 80, fence: 40, gate: 40, pens: 40 };
  test.each([
    {
      said: 'of the tender as a whole moves its category, province and buyer',
      verdicts: [['road', 'USEFUL']],
      after: { road: 98, bridge: 86, fence: 42, gate: 46, pens: 40 },
    },
    {
      said: 'of the buyer moves tenders of the buyer alone',
      verdicts: [['fence', 'NOT_USEFUL', 'BUYER']],
      after: { ...before, fence: 32, pens: 38 },
    },
    {
      said: 'of the sector moves tenders of the category alone',
      verdicts: [['road', 'NOT_USEFUL', 'SECTOR']],
      after: { road: 82, bridge: 78, fence: 38, gate: 38, pens: 40 },
    },
    {
      said: 'of the place moves tenders in the province alone',
      verdicts: [['pens', 'USEFUL', 'PLACE']],
      after: { ...before, pens: 48, fence: 42 },
    },
    {
      said: 'of the size moves this tender alone',
      verdicts: [['road', 'NOT_USEFUL', 'SIZE']],
      after: { ...before, road: 82 },
    },
    {
      said: 'to the contrary cancels out',
      verdicts: [
        ['road', 'USEFUL', 'SECTOR'],
        ['fence', 'NOT_USEFUL', 'SECTOR'],
      ],
      // Each is moved by the other's verdict, never by its own twice.
      after: { road: 96, bridge: 80, fence: 34, gate: 40, pens: 40 },
    },
    {
      said: 'is bounded: what is to be avoided stays behind what is to be pursued, however much it is liked',
      verdicts: [
        ['bridge', 'NOT_USEFUL'],
        ['gate', 'NOT_USEFUL'],
        ['road', 'NOT_USEFUL'],
        ['fence', 'USEFUL'],
        ['pens', 'USEFUL'],
      ],
      after: { road: 72, bridge: 62, fence: 48, gate: 22, pens: 52 },
    },
  ] as const)('feedback $said', async ({ verdicts, after }) => {
    expect(await ranks()).toEqual(before);

    for (const [title, verdict, reason] of verdicts) await say(title, verdict, reason);

    expect(await ranks()).toEqual(after);
    for (const [title] of verdicts) await takeBack(title);
    expect(await ranks()).toEqual(before);
  });

  test('is named among the reasons, which add up to the rank, and changes no score and no recommendation', async () => {
    await say('road', 'NOT_USEFUL', 'BUYER');
    await say('gate', 'NOT_USEFUL');

    const page = (await as().data(ranking, { filter: { ids: [encodeId('Tender', at['road'] ?? '')] } })).rankedTenders;

    expect(page?.edges).toMatchObject([
      {
        ...{ rank: 76, score: 70, recommendation: 'PURSUE' },
        reasons: [
          { kind: 'SCORE', points: 70, text: 'The readiness score is 70.' },
          { kind: 'RECOMMENDATION', points: 20, text: 'A good fit.' },
          { kind: 'FEEDBACK', points: -8, text: 'Your team called this tender not useful.' },
          {
            ...{ kind: 'CATEGORY', points: -2 },
            text: 'Your team marked other tenders of this category as not useful more often than as useful (by 1).',
          },
          {
            ...{ kind: 'PROVINCE', points: -2 },
            text: 'Your team marked other tenders in this province as not useful more often than as useful (by 1).',
          },
          {
            ...{ kind: 'BUYER', points: -2 },
            text: 'Your team marked other tenders of this buyer as not useful more often than as useful (by 1).',
          },
        ],
      },
    ]);
  });

  test('goes by the category that the team has corrected', async () => {
    await hub.database.sql(
      `insert into tenders.tender_override (team_id, tender_id, field, value, reason) values ($1, $2, 'CATEGORY', 'Works', 'Read it.')`,
      [critic.id, at['pens']],
    );

    await say('road', 'USEFUL', 'SECTOR');

    expect((await ranks())['pens']).toBe(42);
    await hub.database.sql('delete from tenders.tender_override where team_id = $1', [critic.id]);
  });

  test('is the last word of the team, said once, and taken back once', async () => {
    const answer = await say('road', 'USEFUL');
    await say('road', 'USEFUL');
    const changed = await say('road', 'NOT_USEFUL', 'SIZE');

    expect(answer).toEqual({
      __typename: 'GiveTenderFeedbackSuccess',
      tender: {
        feedback: {
          ...{ verdict: 'USEFUL', reason: null, givenAt: '2026-11-21T08:00:00.000Z' },
          givenBy: { id: encodeId('Member', person.actor.membershipId) },
          // By the clock of the database.
          ...{ createdAt: expect.any(String), updatedAt: expect.any(String) },
        },
      },
    });
    expect(changed).toMatchObject({ tender: { feedback: { verdict: 'NOT_USEFUL', reason: 'SIZE' } } });
    expect(await takeBack('road')).toEqual({
      __typename: 'WithdrawTenderFeedbackSuccess',
      tender: { feedback: null },
    });
    expect(await takeBack('road')).toEqual({ __typename: 'NotFound' });
    const events = await hub.database.sql<{ type: string; body: unknown }>(
      `select type, body from events.inbox where team_id = $1 and subject_id = $2 and type like 'insights.feedback%' order by id`,
      [critic.id, at['road']],
    );
    expect(events.slice(-3).map(({ type }) => type)).toEqual([
      'insights.feedback_given',
      'insights.feedback_given',
      'insights.feedback_withdrawn',
    ]);
  });

  test.each<{ what: string; second: () => Promise<unknown>; verdicts: unknown[] }>([
    {
      what: 'give different verdicts',
      second: () => say('road', 'NOT_USEFUL'),
      verdicts: [
        [null, 'USEFUL'],
        ['USEFUL', 'NOT_USEFUL'],
      ],
    },
    {
      what: 'give and take back',
      second: () => takeBack('road'),
      verdicts: [
        [null, 'USEFUL'],
        ['USEFUL', null],
      ],
    },
  ])(
    'of two people who $what at the same moment, the second replaces what the first said',
    async ({ second, verdicts }) => {
      await atTheSameMoment(hub.database, () => say('road', 'USEFUL'), second);

      const events = await hub.database.sql<{ before: unknown; after: unknown }>(
        `select c ->> 'before' as before, c ->> 'after' as after
         from events.inbox e, jsonb_array_elements(e.body -> 'changes') c
         where team_id = $1 and subject_id = $2 and type like 'insights.feedback%' and c ->> 'field' = 'verdict' order by e.id`,
        [critic.id, at['road']],
      );
      expect(events.slice(-2).map(({ before: was, after }) => [was, after])).toEqual(verdicts);
    },
  );

  test('is of one team: another neither sees it, nor is moved by it, nor takes it back', async () => {
    await say('road', 'USEFUL');
    const stranger = await (await hub.team()).user();

    const refused = await hub.as(stranger).data(withdraw, {
      input: { tenderId: encodeId('Tender', at['road'] ?? '') },
    });

    expect(refused.withdrawTenderFeedback).toEqual({ __typename: 'NotFound' });
    expect((await ranks())['road']).toBe(98);
    expect(await ranks(stranger)).toEqual({});
  });

  test('needs its permission, and a tender that there is', async () => {
    const viewer = hub.as(await critic.user({ role: 'viewer' }));
    const input = { tenderId: encodeId('Tender', at['road'] ?? ''), verdict: 'USEFUL' } as const;

    expect((await viewer.send(give, { input })).codes).toEqual(['FORBIDDEN']);
    expect(
      (await as().data(give, { input: { ...input, tenderId: encodeId('Tender', critic.id) } })).giveTenderFeedback,
    ).toEqual({ __typename: 'NotFound' });
    expect(await ranks()).toEqual(before);
  });
});
