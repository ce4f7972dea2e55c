import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';

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
