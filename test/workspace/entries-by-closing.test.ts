import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeId, encodeCursor } from '@hub/runtime/graphql';
import { addTender } from '../kit/tender-rows.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { codeOf, entriesQuery, list, openWorkspace, track, type Workspace } from './entry-requests.js';

let workspace: Workspace;
let clerks: TestTeam;
let clerk: TestUser;
let newcomer: TestUser;
/** In the order in which they were tracked. */
const ids: string[] = [];
const othersIds: string[] = [];
let stranger: TestUser;

// Two close in the same millisecond, of which the database knows the microseconds; two state no closing time.
const closingTimes = [
  '2026-05-01T09:00:00.000900Z',
  null,
  '2026-04-01T09:00:00Z',
  '2026-05-01T09:00:00.000100Z',
  '0001-06-01T09:00:00Z',
  null,
  '9999-06-01T09:00:00Z',
];
const statuses = ['PENDING', 'SUBMITTED', 'INTERESTED', 'PENDING', 'PENDING', 'INTERESTED', 'PENDING'];

beforeAll(async () => {
  workspace = await openWorkspace();
  clerks = await workspace.team();
  clerk = await clerks.user();
  newcomer = await (await workspace.team()).user();
  stranger = await (await workspace.team()).user();
  for (const [place, closingAt] of closingTimes.entries()) {
    const tender = await addTender(workspace.database, { closingAt });
    const priority = place === 0 ? 'HIGH' : 'MEDIUM';
    ids.push(await track(workspace, clerk.actor, { tenderId: tender.id, status: statuses[place], priority }));
    othersIds.push(await track(workspace, stranger.actor, { tenderId: tender.id, status: 'NOT_ELIGIBLE' }));
  }
});
afterAll(() => workspace.close());

const at = (...places: number[]) => places.map((place) => ids[place]);

/** Ids of all entries in an order, read page by page, one a page. */
async function walked(orderBy: string): Promise<string[]> {
  const read: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < 8; pages += 1) {
    const page = await list(workspace, clerk.actor, { orderBy, first: 1, after });
    read.push(...page.ids);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) break;
  }
  return read;
}

describe('entries by closing time', () => {
  test.each([
    ['CLOSING_AT_ASC', [4, 2, 0, 3, 6, 1, 5]],
    ['CLOSING_AT_DESC', [6, 3, 0, 2, 4, 5, 1]],
  ])('are walked in the order %s, those without one last', async (orderBy, places) => {
    expect(await walked(orderBy)).toEqual(at(...places));
  });

  test.each([
    ['PRIORITY_DESC', [0, 6, 5, 4, 3, 2, 1]],
    ['PRIORITY_ASC', [1, 2, 3, 4, 5, 6, 0]],
  ])('are walked in the order %s as well', async (orderBy, places) => {
    const first = await list(workspace, clerk.actor, { orderBy, first: 3 });
    const rest = await list(workspace, clerk.actor, { orderBy, after: first.pageInfo.endCursor });

    expect([...first.ids, ...rest.ids]).toEqual(at(...places));
  });

  test('say when the tender closes', async () => {
    const answer = await workspace.ask('{ entries(orderBy: CLOSING_AT_DESC, first: 7) { nodes { closingAt } } }', {
      as: clerk.actor,
    });

    expect(answer).toEqual({
      data: {
        entries: {
          nodes: [
            { closingAt: '9999-06-01T09:00:00.000Z' },
            { closingAt: '2026-05-01T09:00:00.000Z' },
            { closingAt: '2026-05-01T09:00:00.000Z' },
            { closingAt: '2026-04-01T09:00:00.000Z' },
            { closingAt: '0001-06-01T09:00:00.000Z' },
            { closingAt: null },
            { closingAt: null },
          ],
        },
      },
    });
  });

  test.each([
    ['from an instant', { from: '2026-04-01T09:00:00Z' }, [2, 0, 3, 6]],
    ['before an instant', { before: '2026-04-01T09:00:00Z' }, [4]],
    ['from one and before another', { from: '2026-04-01T09:00:00Z', before: '2026-05-01T09:00:00Z' }, [2]],
    ['at any time, when both ends are open', { from: null, before: null }, [4, 2, 0, 3, 6, 1, 5]],
  ])('are filtered by closing %s', async (_name, closing, places) => {
    const { ids: listed } = await list(workspace, clerk.actor, { orderBy: 'CLOSING_AT_ASC', filter: { closing } });

    expect(listed).toEqual(at(...places));
  });

  test.each([
    [
      'a period that ends as it begins',
      () => ({ filter: { closing: { from: closingTimes[2], before: closingTimes[2] } } }),
    ],
    ['a cursor of another order', () => ({ after: encodeCursor('entries:CLOSING_AT_DESC', [0, randomUUID()]) })],
    ['a cursor without its time', () => ({ after: encodeCursor('entries:CLOSING_AT_ASC', [randomUUID()]) })],
    [
      'a cursor of the year 10000',
      () => ({ after: encodeCursor('entries:CLOSING_AT_ASC', [253_402_300_800_000, randomUUID()]) }),
    ],
  ])('answer BAD_USER_INPUT to %s', async (_name, variables) => {
    const answer = await workspace.ask(entriesQuery, {
      as: clerk.actor,
      variables: { orderBy: 'CLOSING_AT_ASC', ...variables() },
    });

    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(workspace.masked).toEqual([]);
  });
});

describe('entries whose closing time the team corrected', () => {
  test('are listed, filtered and shown by the correction, and by what was published for other teams', async () => {
    const [tender] = await workspace.database.sql<{ id: string }>(
      'select tender_id as id from workspace.entry where id = $1',
      [decodeId('Entry', ids[1] ?? '')],
    );
    await workspace.database.sql(
      `insert into tenders.tender_override (team_id, tender_id, field, original, value, reason)
       values ($1, $2, 'CLOSING_AT', null, '2026-04-15T09:00:00Z', 'They told us.')`,
      [clerk.actor.teamId, tender?.id],
    );

    const { ids: corrected } = await list(workspace, clerk.actor, { orderBy: 'CLOSING_AT_ASC' });
    const filter = { closing: { from: '2026-04-15T09:00:00Z', before: '2026-04-15T09:00:01Z' } };
    const { ids: filtered } = await list(workspace, clerk.actor, { filter });
    const one = async (id: string | undefined, as: TestUser) =>
      (await workspace.ask('query ($id: ID!) { entry(id: $id) { closingAt } }', { as: as.actor, variables: { id } }))
        .data;
    const shown = [await one(ids[1], clerk), await one(othersIds[1], stranger)];
    await workspace.database.sql('delete from tenders.tender_override');

    expect(corrected).toEqual(at(4, 2, 1, 0, 3, 6, 5));
    expect(filtered).toEqual(at(1));
    expect(shown).toEqual([{ entry: { closingAt: '2026-04-15T09:00:00.000Z' } }, { entry: { closingAt: null } }]);
  });
});

describe('entries by readiness', () => {
  const scores = [70, null, 90, 70, undefined, 0, 100];
  const addScores = async (as: TestUser, list: readonly string[], values: readonly (number | null | undefined)[]) => {
    for (const [place, score] of values.entries()) {
      if (score === undefined) continue;
      await workspace.database.sql(
        `insert into insights.readiness_score (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
         select team_id, tender_id, $3, 0, 100, 'UNDECIDED', repeat('0', 64), now() from workspace.entry where team_id = $1 and id = $2`,
        [as.actor.teamId, decodeId('Entry', list[place] ?? ''), score],
      );
    }
  };
  beforeAll(async () => {
    await addScores(clerk, ids, scores);
    // What another team scored alike tenders at is of no matter.
    await addScores(stranger, othersIds, [1, 100, 2, 100, 100, 100, 3]);
  });

  test.each([
    ['READINESS_SCORE_DESC', [6, 2, 3, 0, 5, 4, 1]],
    ['READINESS_SCORE_ASC', [5, 0, 3, 2, 6, 1, 4]],
  ])('are walked in the order %s, unknown ones last', async (orderBy, places) => {
    expect(await walked(orderBy)).toEqual(at(...places));
  });

  test.each([
    [70, [6, 3, 2, 0]],
    [0, [6, 5, 3, 2, 0]],
    [100, [6]],
  ])('are filtered by a score of %s or more', async (minReadinessScore, places) => {
    expect((await list(workspace, clerk.actor, { filter: { minReadinessScore } })).ids).toEqual(at(...places));
    const answer = await workspace.ask(
      'query ($filter: EntryFilter) { entries(filter: $filter, first: 0) { totalCount } }',
      {
        as: clerk.actor,
        variables: { filter: { minReadinessScore } },
      },
    );
    expect(answer).toEqual({ data: { entries: { totalCount: places.length } } });
  });

  test.each([-1, 101])('answer BAD_USER_INPUT to a score of %s', async (minReadinessScore) => {
    const answer = await workspace.ask(entriesQuery, { as: clerk.actor, variables: { filter: { minReadinessScore } } });

    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  });

  test('show the score to whoever may read it', async () => {
    const query = '{ entries(orderBy: READINESS_SCORE_DESC, first: 7) { nodes { readinessScore } } }';
    const shown = [100, 90, 70, 70, 0, null, null].map((readinessScore) => ({ readinessScore }));

    expect(await workspace.ask(query, { as: clerk.actor })).toEqual({ data: { entries: { nodes: shown } } });
    const one = 'query ($id: ID!) { entry(id: $id) { readinessScore } }';
    const partner = await clerks.user({ can: ['entry:read'] });
    const refused = await workspace.ask(one, { as: partner.actor, variables: { id: ids[0] } });
    expect([codeOf(refused), refused.data]).toEqual(['FORBIDDEN', { entry: { readinessScore: null } }]);
  });

  test('need the permission to read scores, and other lists do not', async () => {
    const partner = await clerks.user({ can: ['entry:read'] });
    const ask = (variables: Record<string, unknown>) => workspace.ask(entriesQuery, { as: partner.actor, variables });

    expect(codeOf(await ask({ orderBy: 'READINESS_SCORE_ASC' }))).toBe('FORBIDDEN');
    expect(codeOf(await ask({ filter: { minReadinessScore: 0 } }))).toBe('FORBIDDEN');
    expect(codeOf(await ask({ orderBy: 'CLOSING_AT_ASC' }))).toBeUndefined();
  });
});

describe('counts by status', () => {
  const query = `query ($filter: EntryFilter) {
    entries(filter: $filter, first: 0) { totalCount statusCounts { status entryCount } }
  }`;
  const counts = async (as: TestUser, filter?: Record<string, unknown>) =>
    (await workspace.ask(query, { as: as.actor, variables: { filter } })).data?.['entries'];
  const inOrder = (pending: number, interested: number, notEligible: number, submitted: number) => [
    { status: 'PENDING', entryCount: pending },
    { status: 'INTERESTED', entryCount: interested },
    { status: 'NOT_ELIGIBLE', entryCount: notEligible },
    { status: 'SUBMITTED', entryCount: submitted },
  ];

  test("are of the team's own entries, and of each status that none has", async () => {
    expect(await counts(clerk)).toEqual({ totalCount: 7, statusCounts: inOrder(4, 2, 0, 1) });
    expect(await counts(newcomer)).toEqual({ totalCount: 0, statusCounts: inOrder(0, 0, 0, 0) });
  });

  test('ignore the filter by status, and no other', async () => {
    const filter = { statuses: ['SUBMITTED'], priorities: ['MEDIUM'], closing: { from: '2026-01-01T00:00:00Z' } };

    expect(await counts(clerk, filter)).toEqual({ totalCount: 0, statusCounts: inOrder(2, 1, 0, 0) });
  });
});
