import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createSubgraph } from '@hub/tenders/subgraph';
import { cacheTag, openCache, type Cache } from '@hub/runtime/cache';
import { createLogger } from '@hub/runtime/telemetry';
import { Redis } from 'ioredis';
import { ownRedis } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { testSubgraph, type TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { addOwnTenders } from './own-rows.js';

const redisUrl = await ownRedis();
if (redisUrl === null) throw new Error('These tests need a Redis. Run them through `npm test`, which starts one.');
const redis = new Redis(redisUrl);

let now = new Date();
let kit: TestSubgraph;
let importer: Cache;
beforeAll(async () => {
  kit = await testSubgraph({ name: 'tenders', create: createSubgraph, now: () => now, redisUrl });
  importer = await openCache({ url: redisUrl, logger: createLogger({ service: 'test', level: 'silent' }) });
});
afterAll(async () => {
  redis.disconnect();
  await importer.close();
  await kit.close();
});
beforeEach(async () => {
  now = new Date('2096-03-15T10:00:00Z');
  await redis.flushdb();
  await kit.database.sql('truncate tenders.tender cascade');
  await addTender(kit.database, { title: 'Repair of a bridge', closingAt: '2096-03-15T10:30:00Z' });
});

const freeUser = async () => (await kit.team({ plan: 'FREE' })).user();
const page = '{ tenders(search: "bridge") { edges { node { title } } quota { used } } }';
const counted = '{ tenders(search: "bridge") { totalCount facets { provinces { tenderCount } } quota { used } } }';
const open = '{ tenders(search: "bridge", filter: { statuses: [OPEN] }) { edges { node { status } } quota { used } } }';
/** What an import tells all caches behind its commit. */
const imported = () => importer.invalidate({ tags: [cacheTag({ team: 'public', name: 'tenders' })] });

async function searchAs(as: TestUser, query: string): Promise<{ titles: unknown[]; total: unknown; used: unknown }> {
  const { tenders } = await kit.as(as).data(query);
  const { edges = [], totalCount: total = null, quota } = tenders;
  return { titles: edges.map(({ node }: { node: unknown }) => node), total, used: quota.used };
}

test('a page that was found for one team is given to others without a charge', async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];

  const first = await searchAs(ann, page);
  const again = await searchAs(ann, page);
  const other = await searchAs(eve, page);

  expect(first).toMatchObject({ titles: [{ title: 'Repair of a bridge' }], used: 1 });
  expect(again).toEqual(first);
  expect(other).toEqual({ ...first, used: 0 });
});

test('one that is out of searches still gets what is kept', async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];
  await searchAs(ann, page);
  for (const text of ['a', 'b', 'c']) await kit.as(eve).send(`{ tenders(search: "xy${text}") { totalCount } }`);

  expect(await searchAs(eve, page)).toMatchObject({ titles: [{ title: 'Repair of a bridge' }], used: 3 });
  const { errors } = await kit.as(eve).send('{ tenders(search: "unseen") { totalCount } }');
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['QUOTA_EXCEEDED']);
});

test('what is asked for beside a kept page must be kept too, or the search counts', async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];
  await searchAs(ann, page);

  expect(await searchAs(eve, counted)).toMatchObject({ total: 1, used: 1 });
  expect(await searchAs(ann, counted)).toMatchObject({ total: 1, used: 1 });
});

test('holds until the next import and not longer', async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];
  await searchAs(ann, page);
  await addTender(kit.database, { title: 'Another bridge', closingAt: '2096-03-15T10:20:00Z' });
  expect((await searchAs(eve, page)).titles).toHaveLength(1);

  await imported();

  expect(await searchAs(eve, page)).toMatchObject({ used: 1 });
  expect((await searchAs(ann, page)).titles).toHaveLength(2);
});

test('lives for an hour', async () => {
  await searchAs(await freeUser(), page);

  const lives = await Promise.all((await redis.keys('v1:pub:search:*')).map((key) => redis.pttl(key)));

  expect(lives).toHaveLength(1);
  expect(Math.round((lives[0] ?? 0) / 60_000)).toBe(60);
});

test('open tenders are found until one of them closes, however short that is', async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];
  expect(await searchAs(ann, open)).toMatchObject({ titles: [{ status: 'OPEN' }], used: 1 });

  now = new Date('2096-03-15T10:29:59.999Z');
  expect(await searchAs(eve, open)).toMatchObject({ titles: [{ status: 'OPEN' }], used: 0 });
  now = new Date('2096-03-15T10:30:00Z');
  expect(await searchAs(eve, open)).toMatchObject({ titles: [], used: 1 });
});

test('a tender without a closing date is found as open until it has been silent for too long', async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];
  for (const table of ['tender', 'tender_search'])
    await kit.database.sql(`update tenders.${table} set closing_at = null, presumed_until = '2096-03-15T10:40:00Z'`);
  expect(await searchAs(ann, open)).toMatchObject({ titles: [{ status: 'OPEN' }], used: 1 });

  now = new Date('2096-03-15T10:39:59.999Z');
  expect(await searchAs(eve, open)).toMatchObject({ titles: [{ status: 'OPEN' }], used: 0 });
  now = new Date('2096-03-15T10:40:00Z');
  expect(await searchAs(eve, open)).toMatchObject({ titles: [], used: 1 });
});

test("a team's own tenders are found beside what is kept, and by no other team", async () => {
  const [ann, eve] = [await freeUser(), await freeUser()];
  await addOwnTenders(kit.database, {
    teamId: ann.actor.teamId,
    rows: [{ title: 'Our own bridge', closingAt: '2096-03-15T10:10:00Z' }],
  });

  const own = await searchAs(ann, page);
  const other = await searchAs(eve, page);
  const kept = await Promise.all(
    (await redis.keys('*')).map((key) => redis.type(key).then((type) => (type === 'string' ? redis.get(key) : ''))),
  );

  expect(own.titles).toHaveLength(2);
  expect(other).toMatchObject({ titles: [{ title: 'Repair of a bridge' }], used: 0 });
  expect(kept.join(' ')).not.toContain('Our own');
});
