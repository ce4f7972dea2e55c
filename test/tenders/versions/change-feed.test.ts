import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ResultOf, VariablesOf } from 'gql.tada';
import pg from 'pg';
import { graphql } from '../../kit/client.js';
import type { TestUser } from '../../kit/people.js';
import { ocidOf, step, versionsKit, type VersionsKit } from './versions-kit.js';

let kit: VersionsKit;
let clerk: TestUser;
beforeAll(async () => {
  kit = await versionsKit();
  clerk = await (await kit.team()).user();
});
afterAll(() => kit.close());

const feedText = /* GraphQL */ `
  query ($after: String, $first: Int, $impacts: [ChangeImpact!]) {
    changes(after: $after, first: $first, filter: { impacts: $impacts }) {
      changes {
        version
        impact
        releaseKey
        tender {
          ocid
        }
      }
      endCursor
      isCaughtUp
    }
  }
`;
const feedQuery = graphql(feedText);
type Feed = NonNullable<ResultOf<typeof feedQuery>['changes']>;

async function read(variables: VariablesOf<typeof feedQuery> = {}): Promise<Feed> {
  const { changes } = await kit.as(clerk).data(feedQuery, variables);
  if (changes === null) throw new Error('The feed is null without an error.');
  return changes;
}

const namesOf = ({ changes }: Feed) => changes.map(({ releaseKey, version }) => `${releaseKey} v${version}`);

async function cursorOfNow(): Promise<string> {
  await kit.settled();
  let feed = await read({ first: 100 });
  while (!feed.isCaughtUp) feed = await read({ first: 100, after: feed.endCursor });
  return feed.endCursor;
}

test('an empty feed gives a cursor from which the first change is seen', async () => {
  const empty = await read();
  expect([empty.changes, empty.isCaughtUp]).toEqual([[], true]);
  await kit.feed(step('first', 1, { title: 'A' }), step('first', 2, { title: 'B' }));
  await kit.settled();
  const { changes, isCaughtUp } = await read({ after: empty.endCursor });
  expect([changes, isCaughtUp]).toEqual([
    [{ version: 2, impact: 'MATERIAL', releaseKey: 'first-2', tender: { ocid: ocidOf('first') } }],
    true,
  ]);
});

test('pages meet, and once caught up nothing is repeated', async () => {
  const since = await cursorOfNow();
  await kit.feed(step('pages', 1, { title: '1' }), step('pages', 2, { title: '2' }), step('pages', 3, { title: '3' }));
  await kit.feed(step('pages', 4, { title: '4' }));
  await kit.settled();
  const one = await read({ after: since, first: 2 });
  const two = await read({ after: one.endCursor, first: 2 });
  const three = await read({ after: two.endCursor, first: 2 });
  expect([namesOf(one), one.isCaughtUp]).toEqual([['pages-2 v2', 'pages-3 v3'], false]);
  expect([namesOf(two), two.isCaughtUp]).toEqual([['pages-4 v4'], true]);
  expect([namesOf(three), three.isCaughtUp]).toEqual([[], true]);
});

test('asks only for what matters as much as wanted', async () => {
  const since = await cursorOfNow();
  await kit.feed(
    step('weights', 1, { title: 'A' }),
    step('weights', 2, {}),
    step('weights', 3, { category: 'Pipes' }),
    step('weights', 4, { title: 'B' }),
  );
  await kit.settled();
  expect(namesOf(await read({ after: since, impacts: [] }))).toEqual(['weights-2 v2', 'weights-3 v3', 'weights-4 v4']);
  expect(namesOf(await read({ after: since, impacts: ['MINOR', 'MATERIAL'] }))).toEqual([
    'weights-3 v3',
    'weights-4 v4',
  ]);
  expect(namesOf(await read({ after: since, impacts: ['MATERIAL'] }))).toEqual(['weights-4 v4']);
});

test('a change worked out anew, because an older release arrived late, comes again', async () => {
  await kit.feed(step('late', 1, { title: 'A' }), step('late', 9, { title: 'C' }));
  const since = await cursorOfNow();
  await kit.feed(step('late', 5, { title: 'B' }));
  await kit.settled();
  expect(namesOf(await read({ after: since }))).toEqual(['late-5 v2', 'late-9 v3']);
});

test('waits for no transaction that stays open, and does not skip what it writes', async () => {
  await kit.feed(step('slow', 1, { title: 'A' }), step('slow', 2, { title: 'B' }));
  await kit.feed(step('fast', 1, { title: 'A' }));
  const since = await cursorOfNow();
  const { row } = await kit.tenderOf(ocidOf('slow'));
  const slow = new pg.Client({ connectionString: kit.database.url });
  await slow.connect();
  try {
    // It takes its number first and commits last.
    await slow.query('begin');
    await slow.query(`update tenders.tender_version set changed_in = tenders.current_change() where tender_id = $1`, [
      row,
    ]);
    await kit.feed(step('fast', 2, { title: 'B' }));
    await kit.settled();

    const during = await read({ after: since });
    expect([namesOf(during), during.isCaughtUp]).toEqual([['fast-2 v2'], true]);

    await slow.query('commit');
    await kit.settled();
    expect(namesOf(await read({ after: during.endCursor }))).toEqual(['slow-2 v2']);
  } finally {
    await slow.end();
  }
});

test.each([{ after: 'nonsense' }, { first: -1 }, { first: 101 }, { impacts: ['HUGE'] }])(
  'refuses %p',
  async (variables) => {
    const { codes } = await kit.as(clerk).send(feedText, variables);
    expect(codes).toEqual(['BAD_USER_INPUT']);
  },
);

test.each([
  { parts: ['changes', '99999999999999999999', '00000000-0000-0000-0000-000000000000', 0] },
  { parts: ['changes', '1', 'no-tender', 0] },
  { parts: ['changes', '1', '00000000-0000-0000-0000-000000000000', 1.5] },
  { parts: ['versions', 1] },
])('refuses a cursor of $parts', async ({ parts }) => {
  const since = Buffer.from(JSON.stringify(parts)).toString('base64url');
  const { errors } = await kit.as(clerk).send(feedQuery, { after: since });
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', details: { problems: [{ path: ['after'] }] } });
});
