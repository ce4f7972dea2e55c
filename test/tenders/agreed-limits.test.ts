import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';

// What a team may have is its plan's, or what was agreed with it, and holds however many ask at the same moment.

const createSource = graphql(`
  mutation ($input: CreateTeamSourceInput!) {
    createTeamSource(input: $input) {
      __typename
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const requestExport = graphql(`
  mutation {
    requestExport(input: { format: CSV }) {
      __typename
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const search = graphql(`
  query ($text: String!) {
    tenders(search: $text) {
      totalCount
    }
  }
`);

let hub: TestHub;
let team: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub();
  await addTender(hub.database, { title: 'Pumps' });
});
afterAll(() => hub.close());
beforeEach(async () => {
  team = await hub.team({ plan: 'FREE' });
  admin = await team.user({ role: 'admin' });
});

const agree = (subject: string, max: number | null) =>
  hub.database.sql('insert into identity.team_limit (team_id, subject, max, reason) values ($1, $2, $3, $4)', [
    ...[team.id, subject, max, 'Agreed.'],
  ]);
const newSource = () => ({ input: { kind: 'OCDS' as const, name: randomUUID(), url: 'https://example.org/' } });
const fifty = <T>(make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 50 }, make));
const namesOf = (answers: readonly ({ __typename?: string } | null)[]) => answers.map((one) => one?.__typename);

test.each([
  ['of its plan', 1],
  ['that was agreed', 3],
])('sources: fifty at once make as many as the limit %s', async (_what, max) => {
  if (max > 1) await agree('SOURCES', max);

  const answers = (await fifty(() => hub.as(admin).data(createSource, newSource()))).map((one) => one.createTeamSource);

  const names = namesOf(answers);
  expect(names.filter((name) => name === 'CreateTeamSourceSuccess')).toHaveLength(max);
  expect(answers.find((one) => one?.__typename === 'LimitReached')).toEqual({
    __typename: 'LimitReached',
    max,
    used: max,
  });
  expect(names.filter((name) => name === 'LimitReached')).toHaveLength(50 - max);
});

test.each([
  ['of its plan', 1],
  ['that was agreed', 4],
])('exports: fifty at once queue as many as the limit %s', async (_what, max) => {
  if (max > 1) await agree('EXPORTS', max);

  const answers = (await fifty(() => hub.as(admin).data(requestExport))).map((one) => one.requestExport);

  const names = namesOf(answers);
  expect(names.filter((name) => name === 'RequestExportSuccess')).toHaveLength(max);
  expect(names.filter((name) => name === 'LimitReached')).toHaveLength(50 - max);
});

test.each([
  ['of its plan', 3],
  ['that was agreed', 7],
])('searches: fifty different ones at once pass as often as the limit %s', async (_what, max) => {
  if (max > 3) await agree('SEARCHES_PER_DAY', max);
  let count = 0;

  const answers = await fifty(() => hub.as(admin).send(search, { text: `pumps ${(count += 1)}` }));

  expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(max);
  expect(answers.filter(({ codes }) => codes.includes('QUOTA_EXCEEDED'))).toHaveLength(50 - max);
});

test('a limit that is not known is no absence of one: nothing is made, and it is told as a fault', async () => {
  const basic = await hub.team({ plan: 'BASIC' });
  const [row] = await hub.database.sql(
    `delete from identity.plan_limit where plan = 'BASIC' and subject = 'SOURCES' returning to_jsonb(plan_limit) as limit`,
  );

  const answer = await hub.as(await basic.user({ role: 'admin' })).send(createSource, newSource());

  await hub.database.sql(
    'insert into identity.plan_limit select * from jsonb_populate_record(null::identity.plan_limit, $1)',
    [JSON.stringify(row?.['limit'])],
  );
  expect(answer.codes).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(await hub.database.sql('select from tenders.team_source where team_id = $1', [basic.id])).toEqual([]);
});

test('an agreement without a limit lets a free team search as it likes', async () => {
  await agree('SEARCHES_PER_DAY', null);

  const answers = await Promise.all(
    ['one', 'two', 'three', 'four', 'five'].map((text) => hub.as(admin).send(search, { text })),
  );

  expect(answers.map(({ codes }) => codes)).toEqual([[], [], [], [], []]);
});
