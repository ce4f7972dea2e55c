import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Plan, type PartnerActor, rolePermissions } from '@hub/runtime/auth';
import { createSubgraph } from '@hub/tenders/subgraph';
import { Redis } from 'ioredis';
import pg from 'pg';
import { behindProxy } from '../faults/proxied.js';
import { ownRedis } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';
import { until } from '../kit/until.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';

const redisUrl = await ownRedis();
if (redisUrl === null) throw new Error('These tests need a Redis. Run them through `npm test`, which starts one.');
const redis = new Redis(redisUrl);
const proxied = await behindProxy(redisUrl);

let now = new Date();
let kit: TestSubgraph;
beforeAll(async () => {
  kit = await testSubgraph({ name: 'tenders', create: createSubgraph, now: () => now, redisUrl: proxied.url });
});
afterAll(async () => {
  redis.disconnect();
  await kit.close();
  await proxied.proxy.close();
});
beforeEach(() => {
  now = new Date('2096-03-15T10:00:00Z');
});

const searchFor = (text: string) =>
  `{ tenders(search: "${text}") { pageInfo { endCursor } quota { limit used remaining resetsAt } } }`;
const search = searchFor('bridge');
let searched = 0;
/** A search that nobody has made before: the same one counts once. */
const anotherSearch = () => searchFor(`bridge ${(searched += 1)}`);

/** Makes different searches at the same moment; answers how many were answered. */
const searchAtOnce = (as: TestUser, times: number) => sendAtOnce(as, Array.from({ length: times }, anotherSearch));

/** Sends them at the same moment; answers how many were answered. */
async function sendAtOnce(as: TestUser, queries: readonly string[]): Promise<number> {
  const answers = await Promise.all(queries.map((query) => kit.as(as).send(query)));
  const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions?.['code']));
  expect(new Set(codes)).toEqual(codes.length === 0 ? new Set() : new Set(['QUOTA_EXCEEDED']));
  return queries.length - codes.length;
}

async function teamOn(plan: Plan, timeZone = 'Africa/Johannesburg'): Promise<{ team: TestTeam; user: TestUser }> {
  const team = await kit.team({ plan });
  await kit.database.sql('update identity.team set time_zone = $2 where id = $1', [team.id, timeZone]);
  return { team, user: await team.user() };
}

const usage = (team: TestTeam) =>
  kit.database.sql('select day::text as day, searches from tenders.search_usage where team_id = $1 order by day', [
    team.id,
  ]);

describe('fifty different searches at once on a plan with three', () => {
  test('are answered three times, and no more ever that day', async () => {
    const { team, user } = await teamOn('FREE');
    expect(await searchAtOnce(user, 50)).toBe(3);
    expect(await searchAtOnce(await team.user({ role: 'admin' }), 10)).toBe(0);
    expect(await usage(team)).toEqual([{ day: '2096-03-15', searches: 3 }]);
  });

  test('are answered three times when Redis forgets in between', async () => {
    const { team, user } = await teamOn('FREE');
    const first = searchAtOnce(user, 25);
    await redis.flushdb();
    const answered = (await first) + (await searchAtOnce(user, 25));
    await redis.flushdb();
    expect(answered + (await searchAtOnce(user, 10))).toBe(3);
    expect(await usage(team)).toEqual([{ day: '2096-03-15', searches: 3 }]);
  });

  test('are answered three times with Redis away, gone in the middle, and back', async () => {
    const { team, user } = await teamOn('FREE');
    const one = await searchAtOnce(user, 1);
    const gone = searchAtOnce(user, 25);
    proxied.proxy.poison({ kind: 'down' });
    const answered = one + (await gone) + (await searchAtOnce(user, 25));
    proxied.proxy.poison(null);
    expect(answered + (await searchAtOnce(user, 10))).toBe(3);
    expect(await usage(team)).toEqual([{ day: '2096-03-15', searches: 3 }]);
    await redis.flushdb();
    await until(async () => (await searchAtOnce(user, 1)) === 0 && (await redis.dbsize()) > 0);
  });
});

test('a team that is out of searches is refused without a write to the database, and only that team', async () => {
  const { team, user } = await teamOn('FREE');
  await searchAtOnce(user, 4);
  await kit.database.sql('delete from tenders.search_usage where team_id = $1', [team.id]);
  expect(await searchAtOnce(user, 4)).toBe(0);
  const other = await teamOn('FREE');
  expect(await searchAtOnce(other.user, 4)).toBe(3);
  await redis.flushdb();
  expect(await searchAtOnce(user, 1)).toBe(1);
});

describe('the same search', () => {
  const alike = [
    search,
    '{ tenders(search: "bridge", first: 5) { totalCount } }',
    '{ tenders(search: " BRIDGE ", orderBy: CLOSING_AT_DESC) { totalCount } }',
    '{ tenders(search: "bridge", filter: { provinces: [] }) { facets { provinces { tenderCount } } } }',
    '{ tenders(search: "bridge", first: 0, filter: {}) { totalCount } }',
  ];
  const fiftyOf = (queries: readonly string[]) => Array.from({ length: 50 / queries.length }, () => queries).flat();
  const usedBy = async (user: TestUser): Promise<unknown> =>
    (await kit.as(user).data('{ searchQuota { used } }')).searchQuota.used;

  test('counts once in fifty at once, whatever the page, order and facets', async () => {
    const { team, user } = await teamOn('FREE');

    expect(await sendAtOnce(user, fiftyOf(alike))).toBe(50);

    expect(await usage(team)).toEqual([{ day: '2096-03-15', searches: 1 }]);
  });

  test('is answered each time or never in fifty of five texts at once on a plan with three', async () => {
    const { team, user } = await teamOn('FREE');
    const five = Array.from({ length: 5 }, anotherSearch);

    expect(await sendAtOnce(user, fiftyOf(five))).toBe(30);

    expect(await usage(team)).toEqual([{ day: '2096-03-15', searches: 3 }]);
    const again = await Promise.all(five.map((one) => sendAtOnce(user, [one])));
    expect(again.toSorted()).toEqual([0, 0, 1, 1, 1]);
  });

  test('is answered when no other is left, by Redis and by Postgres, for every member', async () => {
    const { team, user } = await teamOn('FREE');
    await kit.as(user).send(search);
    expect(await searchAtOnce(user, 3)).toBe(2);

    expect(await sendAtOnce(await team.user(), alike)).toBe(5);
    await redis.flushdb();
    expect(await sendAtOnce(user, alike)).toBe(5);
    expect(await searchAtOnce(user, 1)).toBe(0);

    expect(await usage(team)).toEqual([{ day: '2096-03-15', searches: 3 }]);
  });

  test('counts again with another filter, on another day, and for another team', async () => {
    const [{ user }, other] = [await teamOn('FREE'), await teamOn('FREE')];
    await kit.as(user).send(search);
    await kit.as(user).send('{ tenders(search: "bridge", filter: { provinces: [GAUTENG] }) { totalCount } }');
    await kit.as(other.user).send(search);
    expect([await usedBy(user), await usedBy(other.user)]).toEqual([2, 1]);

    now = new Date('2096-03-16T10:00:00Z');
    await kit.as(user).send(search);

    expect(await usedBy(user)).toBe(1);
  });

  test('is kept as nothing that tells what was searched for, and not the same for two teams', async () => {
    const [one, other] = [await teamOn('FREE'), await teamOn('FREE')];
    for (const { user } of [one, other]) await kit.as(user).send(search);

    const rows = await kit.database.sql<{ digest: string }>(
      `select encode(unnest(digests), 'hex') as digest from tenders.search_usage where team_id in ($1, $2)`,
      [one.team.id, other.team.id],
    );

    expect(rows.map(({ digest }) => digest.length)).toEqual([32, 32]);
    expect(new Set(rows.map(({ digest }) => digest)).size).toBe(2);
  });
});

test('the answer says what is left, and the refusal when to come back', async () => {
  const { user } = await teamOn('FREE');
  const resetsAt = '2096-03-15T22:00:00.000Z';
  expect((await kit.as(user).send(search)).data.tenders.quota).toEqual({ limit: 3, used: 1, remaining: 2, resetsAt });
  const second = await kit.as(user).send(anotherSearch());
  expect(second.data.tenders.quota).toEqual({ limit: 3, used: 2, remaining: 1, resetsAt });
  expect((await kit.as(user).send('{ searchQuota { limit used remaining resetsAt } }')).data).toEqual({
    searchQuota: { limit: 3, used: 2, remaining: 1, resetsAt },
  });
  const third = await kit.as(user).send(anotherSearch());
  expect(third.data.tenders.quota).toEqual({ limit: 3, used: 3, remaining: 0, resetsAt });
  const { data, errors } = await kit.as(user).send(anotherSearch());
  expect(data).toEqual({ tenders: null });
  expect(errors).toMatchObject([
    {
      path: ['tenders'],
      message:
        'Your team has made its 3 searches of today. Search again after 2096-03-15T22:00:00.000Z, or change the plan. Pages of earlier searches and saved matches stay open.',
      extensions: {
        code: 'QUOTA_EXCEEDED',
        retryAfterSeconds: 43_200,
        details: { quota: 'SEARCHES', limit: 3, resetsAt },
      },
    },
  ]);
  expect(kit.masked).toEqual([]);
});

test('every search of one request counts; what is no search, cannot be one, or is a later page does not', async () => {
  const { user } = await teamOn('FREE');
  const free = [
    '{ tenders(first: 5) { totalCount } }',
    '{ tenders(filter: {}) { totalCount } }',
    '{ tenders(search: "") { totalCount } }',
    '{ tenders(filter: { provinces: [] }) { totalCount } }',
    '{ tenders(search: "bridge", after: "x") { totalCount } }',
    '{ tenders(search: "bridge", orderBy: RELEVANCE, filter: { buyerIds: ["x"] }) { totalCount } }',
  ];
  for (const query of free) await kit.as(user).send(query);
  expect((await kit.as(user).send('{ searchQuota { used } }')).data.searchQuota.used).toBe(0);
  const { data, errors } = await kit.as(user).send(
    `{ a: tenders(search: "bridge") { totalCount } b: tenders(filter: { hasBriefing: true }) { totalCount }
       c: tenders(filter: { provinces: [GAUTENG] }) { totalCount } d: tenders(search: "road") { totalCount } }`,
  );
  expect(Object.values(data).filter((one) => one !== null)).toHaveLength(3);
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['QUOTA_EXCEEDED']);
});

test('a cursor that was forged or is of another team spends nothing and answers nothing', async () => {
  await addTender(kit.database, { title: 'Repair of a bridge' });
  const [one, other] = [await teamOn('FREE'), await teamOn('FREE')];
  const page = (text: string, after: string) =>
    `{ tenders(search: "${text}", after: "${after}") { totalCount correctedSearch edges { cursor } quota { used } } }`;
  const first = await kit.as(one.user).send(search);
  const cursor: string = first.data.tenders.pageInfo.endCursor;
  expect((await kit.as(one.user).send(page('bridge', cursor))).data.tenders).toMatchObject({
    totalCount: 1,
    quota: { used: 1 },
  });

  const bytes = Buffer.from(cursor, 'base64url');
  const [value, id] = JSON.parse(bytes.subarray(16).toString('utf8'));
  const forged = (contents: unknown) =>
    Buffer.concat([bytes.subarray(0, 16), Buffer.from(JSON.stringify(contents))]).toString('base64url');
  const refused: [TestUser, string][] = [
    [one.user, page('road', cursor)],
    [one.user, page('bridge', forged(['9', id]))],
    [one.user, page('bridge', forged([value, id, 'anything at all']))],
    [one.user, page('bridge', bytes.subarray(16).toString('base64url'))],
    [one.user, page('bridge', bytes.subarray(0, 16).toString('base64url'))],
    [other.user, page('bridge', cursor)],
  ];
  for (const [user, query] of refused) {
    const { data, errors } = await kit.as(user).send(query);
    expect(data).toEqual({ tenders: null });
    expect(errors).toMatchObject([
      { message: 'The cursor does not belong to this search.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  }
  expect([await usage(one.team), await usage(other.team)]).toEqual([[{ day: '2096-03-15', searches: 1 }], []]);
  // What is found is kept for others, and then free: the other tests look for what nobody finds.
  await kit.database.sql('truncate tenders.tender cascade');
  await redis.flushdb();
});

test.each<Plan>(['BASIC', 'PRO'])('%s has no daily limit, and its searches are not counted', async (plan) => {
  const { team, user } = await teamOn(plan);

  expect(await searchAtOnce(user, 120)).toBe(120);

  const none = { limit: null, used: null, remaining: null, resetsAt: null };
  expect((await kit.as(user).send(search)).data.tenders.quota).toEqual(none);
  expect((await kit.as(user).send('{ searchQuota { limit used remaining resetsAt } }')).data).toEqual({
    searchQuota: none,
  });
  expect(await usage(team)).toEqual([]);
});

describe('a row that changes the limit of a plan', () => {
  let changed: TestSubgraph;
  beforeAll(async () => {
    changed = await testSubgraph({ name: 'tenders', create: createSubgraph, now: () => now });
    await changed.database.sql(`insert into identity.plan_limit (plan, subject, effective_from, max) values
      ('BASIC', 'SEARCHES_PER_DAY', now() + interval '1 hour', 2), ('FREE', 'SEARCHES_PER_DAY', now() + interval '1 hour', null)`);
  });
  afterAll(() => changed.close());

  /** Of teams that are new: a limit that did not end is kept for a while. */
  const limits = () =>
    Promise.all(
      (['FREE', 'BASIC', 'PRO'] as const).map(async (plan) => {
        const user = await (await changed.team({ plan })).user();
        return (await changed.as(user).data('{ searchQuota { limit } }')).searchQuota.limit;
      }),
    );

  test('holds from its moment on by the clock of the database, not before, and is kept to by searches', async () => {
    const before = await limits();
    await changed.database.sql(
      `update identity.plan_limit set effective_from = now() - interval '1 second' where effective_from > now()`,
    );
    const user = await (await changed.team({ plan: 'BASIC' })).user();

    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await changed.ask(anotherSearch(), { as: user.actor }));

    expect([before, await limits()]).toEqual([
      [3, null, null],
      [null, 2, null],
    ]);
    expect(answers.map(({ errors = [] }) => errors.map(({ extensions }) => extensions?.['code']))).toEqual([
      [],
      [],
      ['QUOTA_EXCEEDED'],
    ]);
  });

  test('is no business of a service: it reads them and changes none', async () => {
    const service = new pg.Client({ connectionString: changed.database.urlOf('svc_tenders') });
    await service.connect();

    for (const statement of [
      `update identity.plan_limit set max = 9`,
      `insert into identity.plan_limit (plan, subject, max) values ('FREE', 'SEARCHES_PER_DAY', 9)`,
      `delete from identity.plan_limit`,
    ]) {
      await expect(service.query(statement)).rejects.toMatchObject({ code: '42501' });
    }

    await service.end();
  });
});

test('partners of a team spend its searches too', async () => {
  const { team, user } = await teamOn('FREE');
  const partner: PartnerActor = {
    kind: 'partner',
    clientId: 'a client',
    teamId: team.id,
    permissions: rolePermissions.viewer,
    plan: 'FREE',
  };
  await searchAtOnce(user, 2);
  expect((await kit.as(partner).send(anotherSearch())).errors).toEqual([]);
  expect((await kit.as(partner).send(anotherSearch())).errors).toMatchObject([
    { extensions: { code: 'QUOTA_EXCEEDED' } },
  ]);
});

test('asking needs the right to search', async () => {
  const { team } = await teamOn('FREE');
  const { errors } = await kit.as(await team.user({ can: [] })).send('{ searchQuota { limit } }');
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await kit.ask('{ searchQuota { limit } }')).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ]);
});

describe('a day', () => {
  // The last moment of a day, the first of the next, and when the day before was said to end.
  const zones: readonly (readonly [zone: string, last: string, next: string])[] = [
    ['Africa/Johannesburg', '2026-03-15T21:59:59.999Z', '2026-03-15T22:00:00Z'],
    ['Pacific/Kiritimati', '2026-03-15T09:59:59.999Z', '2026-03-15T10:00:00Z'],
    // Clocks go forward at midnight: the day begins at one.
    ['Africa/Cairo', '2026-04-23T21:59:59.999Z', '2026-04-23T22:00:00Z'],
    // Clocks go back at midnight to eleven in the evening: the day has twenty-five hours.
    ['Africa/Cairo', '2026-10-29T21:59:59.999Z', '2026-10-29T22:00:00Z'],
    // Clocks go back at one to midnight, which comes twice: the day ends with the first.
    ['America/Havana', '2026-11-01T03:59:59.999Z', '2026-11-01T04:00:00Z'],
    // Clocks change in the small hours: the days have twenty-three and twenty-five hours.
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05T13:29:59.999Z', '2026-04-05T13:30:00Z'],
  ];

  test.each(zones)('in %s ends at %s and gives all searches back', async (zone, last, next) => {
    const { team, user } = await teamOn('FREE', zone);
    now = new Date(last);
    expect(await searchAtOnce(user, 4)).toBe(3);
    const { errors } = await kit.as(user).send(anotherSearch());
    expect(errors[0]?.extensions?.['details']).toMatchObject({ resetsAt: new Date(next).toISOString() });
    now = new Date(next);
    expect(await searchAtOnce(user, 4)).toBe(3);
    now = new Date(last);
    expect(await searchAtOnce(user, 1)).toBe(0);
    expect((await usage(team)).map(({ searches }) => searches)).toEqual([3, 3]);
  });
});
