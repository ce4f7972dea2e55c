import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import {
  cacheKey,
  cacheTag,
  createLoader,
  dateCodec,
  openCache,
  writesTag,
  type Cache,
  type LoaderOptions,
} from '@hub/runtime/cache';
import { HubError } from '@hub/runtime/errors';
import { createLogger } from '@hub/runtime/telemetry';
import { until } from '../kit/until.js';

const url = process.env['REDIS_URL'] ?? '';
const redis = new Redis(url);
const codec = z.object({ name: z.string(), at: dateCodec });
type Value = z.output<typeof codec>;

let team: string;
let cache: Cache;
let lines: string[];
let now: number;
const opened: Cache[] = [];

async function open(): Promise<Cache> {
  const destination = { write: (line: string) => void lines.push(line) };
  const next = await openCache({
    url,
    logger: createLogger({ service: 'test', destination }),
    clock: () => now,
    commandTimeoutMs: 5000,
  });
  opened.push(next);
  return next;
}

/** An origin that counts what it is asked. */
function origin(rows: Record<string, string>) {
  const asked: string[][] = [];
  const batch = async (ids: readonly string[]): Promise<Map<string, Value>> => {
    asked.push([...ids]);
    return new Map(ids.flatMap((id) => (rows[id] === undefined ? [] : [[id, { name: rows[id], at: new Date(1000) }]])));
  };
  return { asked, batch, rows };
}

function loader(parts: Partial<LoaderOptions<string, Value>> & Pick<LoaderOptions<string, Value>, 'batch'>) {
  return createLoader<string, Value>({ cache, team, type: 'thing', ttlSeconds: 60, codec, random: () => 0, ...parts });
}

/** A load whose origin has read but not yet answered. */
function slowRead(source: ReturnType<typeof origin>) {
  const { promise: gate, resolve: release } = Promise.withResolvers<null>();
  const { promise: reading, resolve: hasRead } = Promise.withResolvers<null>();
  const batch = async (ids: readonly string[]): Promise<Map<string, Value>> => {
    const read = await source.batch(ids);
    hasRead(null);
    await gate;
    return read;
  };
  return { slow: loader({ tags: () => ['all'], batch }).load('a'), reading, release };
}

beforeEach(async () => {
  team = randomUUID();
  now = 1_000_000;
  lines = [];
  cache = await open();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

afterAll(() => redis.disconnect());

describe('a loader', () => {
  test('asks the origin once for all, then Redis for other requests, with equal values', async () => {
    const { asked, batch } = origin({ a: 'A', b: 'B' });
    const first = loader({ batch });
    const fresh = await Promise.all([first.load('a'), first.load('b'), first.load('a')]);
    await cache.settled();
    const again = await loader({ batch }).loadMany(['a', 'b']);
    expect(asked).toEqual([['a', 'b']]);
    expect(fresh).toEqual([
      { name: 'A', at: new Date(1000) },
      { name: 'B', at: new Date(1000) },
      { name: 'A', at: new Date(1000) },
    ]);
    expect(again).toEqual(fresh.slice(0, 2));
  });

  test('does not remember that something does not exist', async () => {
    const source = origin({});
    expect(await loader(source).load('a')).toBeNull();
    await cache.settled();
    source.rows['a'] = 'A';
    expect((await loader(source).load('a'))?.name).toBe('A');
  });

  test('asks the origin once for 500 requests of one cold key, and once again after a flush', async () => {
    const { asked, batch } = origin({ a: 'A' });
    const storm = () => Promise.all(Array.from({ length: 500 }, () => loader({ batch }).load('a')));
    expect((await storm()).every((value) => value?.name === 'A')).toBe(true);
    expect(asked).toHaveLength(1);
    await cache.settled();
    await redis.del(cacheKey({ team, type: 'thing', id: 'a' }));
    await storm();
    expect(asked).toHaveLength(2);
  });

  test('gives no row of another team to 200 interleaved requests', async () => {
    const teams = [randomUUID(), randomUUID()];
    const requests = Array.from({ length: 200 }, async (_unused, index) => {
      const own = teams[index % 2] ?? '';
      const batch = async (ids: readonly string[]) => new Map(ids.map((id) => [id, { name: own, at: new Date(0) }]));
      const values = await loader({ team: own, batch }).loadMany(['a', 'b', `c${index % 7}`]);
      return values.every((value) => value !== null && !(value instanceof Error) && value.name === own);
    });
    expect((await Promise.all(requests)).filter((isOwn) => !isOwn)).toEqual([]);
  });

  test("treats another team's value under its key as a miss and raises the alarm", async () => {
    const other = randomUUID();
    const { asked, batch } = origin({ a: 'A' });
    await loader({ team: other, batch: origin({ a: 'foreign' }).batch }).load('a');
    await cache.settled();
    const foreign = await redis.get(cacheKey({ team: other, type: 'thing', id: 'a' }));
    const key = cacheKey({ team, type: 'thing', id: 'a' });
    await redis.set(key, foreign ?? '');
    expect((await loader({ batch }).load('a'))?.name).toBe('A');
    expect(asked).toEqual([['a']]);
    expect(lines.filter((line) => line.includes('cache_poisoned'))).toHaveLength(1);
    await cache.settled();
    expect(await redis.get(key)).not.toBe(foreign);
  });

  test.each(['', 'no json', '{}', '[]', 'null', '{"o":"x"}'])(
    'treats %j under its key as a miss and raises the alarm',
    async (text) => {
      const { asked, batch } = origin({ a: 'A' });
      await redis.set(cacheKey({ team, type: 'thing', id: 'a' }), text);
      expect((await loader({ batch }).load('a'))?.name).toBe('A');
      expect(asked).toHaveLength(1);
      expect(lines.filter((line) => line.includes('cache_poisoned'))).toHaveLength(1);
    },
  );

  test('takes a value of an older shape for a miss, without alarm', async () => {
    await createLoader({
      cache,
      team,
      type: 'thing',
      ttlSeconds: 60,
      codec: z.object({ old: z.string() }),
      batch: async () => new Map([['a', { old: 'x' }]]),
    }).load('a');
    await cache.settled();
    const { asked, batch } = origin({ a: 'A' });
    expect((await loader({ batch }).load('a'))?.name).toBe('A');
    expect(asked).toHaveLength(1);
    expect(lines.filter((line) => line.includes('cache_poisoned'))).toEqual([]);
  });

  test('refreshes after the time to live, and a little earlier when drawn by lot', async () => {
    const { asked, batch } = origin({ a: 'A' });
    await loader({ batch }).load('a');
    await cache.settled();
    now += 59_998;
    await loader({ batch }).load('a');
    expect(asked).toHaveLength(1);
    await loader({ batch, random: () => 0.999 }).load('a');
    expect(asked).toHaveLength(2);
    await cache.settled();
    now += 60_000;
    await loader({ batch }).load('a');
    expect(asked).toHaveLength(3);
  });

  test('forgets a key that is invalidated', async () => {
    const source = origin({ a: 'old' });
    await loader(source).load('a');
    await cache.settled();
    source.rows['a'] = 'new';
    await cache.invalidate({ keys: [cacheKey({ team, type: 'thing', id: 'a' })] });
    expect((await loader(source).load('a'))?.name).toBe('new');
  });

  test('forgets what a tag joins, in every process, and nothing else', async () => {
    const source = origin({ a: 'old', b: 'old' });
    const tagged = () => loader({ batch: source.batch, tags: (id) => [`of-${id}`] });
    await tagged().loadMany(['a', 'b']);
    await cache.settled();
    source.rows['a'] = 'new';
    source.rows['b'] = 'new';
    const elsewhere = await open();
    await elsewhere.invalidate({ tags: [cacheTag({ team, name: 'of-a' })] });
    const values = await tagged().loadMany(['a', 'b']);
    expect(values).toMatchObject([{ name: 'new' }, { name: 'old' }]);
  });

  test('takes a value for a miss whose tag was lost, and keeps the next one', async () => {
    const source = origin({ a: 'old' });
    const tagged = () => loader({ batch: source.batch, tags: () => ['all'] });
    await tagged().load('a');
    await cache.settled();
    source.rows['a'] = 'new';
    const tag = cacheTag({ team, name: 'all' });
    await cache.invalidate({ tags: [tag] });

    await redis.del(tag);

    expect((await tagged().load('a'))?.name).toBe('new');
    await cache.settled();
    source.rows['a'] = 'newer';
    expect((await tagged().load('a'))?.name).toBe('new');
  });

  test('takes a value for a miss whose tag was lost before anybody changed it', async () => {
    const source = origin({ a: 'old' });
    const tagged = () => loader({ batch: source.batch, tags: () => ['all'] });
    await tagged().load('a');
    await cache.settled();
    await redis.del(cacheTag({ team, name: 'all' }), writesTag(team));

    await tagged().load('a');

    expect(source.asked).toEqual([['a'], ['a']]);
  });

  test.each(['key', 'tag'] as const)('stores nothing when the mark of an invalidated %s is lost too', async (lost) => {
    const source = origin({ a: 'old' });
    const { slow, reading, release } = slowRead(source);
    await reading;
    source.rows['a'] = 'new';
    const target = { key: cacheKey({ team, type: 'thing', id: 'a' }), tag: cacheTag({ team, name: 'all' }) };
    await (await open()).invalidate(lost === 'key' ? { keys: [target.key] } : { tags: [target.tag] });
    await redis.del(target[lost]);

    release(null);
    await slow;
    await cache.settled();

    expect((await loader({ batch: source.batch, tags: () => ['all'] }).load('a'))?.name).toBe('new');
  });

  test('takes a value for a miss after a minute, unless somebody says that all commits have been told', async () => {
    const { asked, batch } = origin({ a: 'A' });
    const long = () => loader({ batch, ttlSeconds: 6 * 3600 });
    await long().load('a');
    await cache.settled();

    now += 60_000;
    await long().load('a');
    expect(asked).toHaveLength(1);
    now += 1;
    await long().load('a');
    expect(asked).toHaveLength(2);

    await cache.settled();
    now += 6 * 3600_000 - 15_001;
    await cache.beat();
    now += 15_000;
    await long().load('a');
    expect(asked).toHaveLength(2);
    now += 1;
    await long().load('a');
    expect(asked).toHaveLength(3);
  });

  test('forgets in the memory of every other process what one invalidates', async () => {
    const elsewhere = await open();
    const id = randomUUID();
    const source = origin({ [id]: 'old' });
    const local = (own: Cache) =>
      loader({ cache: own, team: 'public', localSeconds: 5, batch: source.batch, tags: () => [`of-${id}`] });
    await local(elsewhere).load(id);
    source.rows[id] = 'new';
    expect((await local(elsewhere).load(id))?.name).toBe('old');

    await cache.invalidate({ tags: [cacheTag({ team: 'public', name: `of-${id}` })] });

    await until(async () => (await local(elsewhere).load(id))?.name === 'new');
  });

  test.each(['keys', 'tags'] as const)('does not put back what it read before an invalidation by %s', async (by) => {
    const source = origin({ a: 'old' });
    const { slow, reading, release } = slowRead(source);
    await reading;
    source.rows['a'] = 'new';
    const target = { keys: [cacheKey({ team, type: 'thing', id: 'a' })], tags: [cacheTag({ team, name: 'all' })] };
    await (await open()).invalidate({ [by]: target[by] });
    release(null);
    await slow;
    await cache.settled();
    expect((await loader({ batch: source.batch, tags: () => ['all'] }).load('a'))?.name).toBe('new');
  });

  test('lets nobody join a read that an invalidation here has overtaken', async () => {
    const source = origin({ a: 'old' });
    const { slow, reading, release } = slowRead(source);
    await reading;
    source.rows['a'] = 'new';
    await cache.invalidate({ keys: [cacheKey({ team, type: 'thing', id: 'a' })] });
    expect((await loader(source).load('a'))?.name).toBe('new');
    release(null);
    expect((await slow)?.name).toBe('old');
  });

  test('asks for itself when the read it joined fails', async () => {
    const { promise: cancelled, reject: cancel } = Promise.withResolvers<Map<string, Value>>();
    const { promise: asking, resolve: asks } = Promise.withResolvers<null>();
    const failing = loader({ batch: () => (asks(null), cancelled) }).load('a');
    const failed = expect(failing).rejects.toThrow('cancelled');
    await asking;
    const { asked, batch } = origin({ a: 'A' });
    const joining = loader({ batch }).load('a');
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual([]);
    cancel(new Error('cancelled'));
    await failed;
    expect((await joining)?.name).toBe('A');
  });

  test('serves an expired public value while the origin is away, but no longer than told', async () => {
    const id = randomUUID();
    const options = { team: 'public', staleIfErrorSeconds: 30 };
    const away = async (): Promise<Map<string, Value>> => Promise.reject(new HubError('DATABASE_UNAVAILABLE'));
    await loader({ ...options, batch: origin({ [id]: 'A' }).batch }).load(id);
    await cache.settled();
    now += 80_000;
    expect((await loader({ ...options, batch: away }).load(id))?.name).toBe('A');
    await expect(loader({ ...options, batch: async () => Promise.reject(new Error('bug')) }).load(id)).rejects.toThrow(
      'bug',
    );
    now += 10_001;
    await expect(loader({ ...options, batch: away }).load(id)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });

  test('keeps public values in the process for seconds', async () => {
    const id = randomUUID();
    const { asked, batch } = origin({ [id]: 'A' });
    const options = { team: 'public', localSeconds: 2, batch };
    await loader(options).load(id);
    await redis.del(cacheKey({ team: 'public', type: 'thing', id }));
    now += 1999;
    expect((await loader(options).load(id))?.name).toBe('A');
    expect(asked).toHaveLength(1);
    now += 1;
    await loader(options).load(id);
    expect(asked).toHaveLength(2);
  });

  test('refuses to keep a team’s values in the process for more than three seconds', () => {
    expect(() => loader({ batch: origin({}).batch, localSeconds: 3 })).not.toThrow();
    expect(() => loader({ batch: origin({}).batch, localSeconds: 4 })).toThrow(TypeError);
  });

  test('rejects for an actor without a team', async () => {
    await expect(loader({ team: '', batch: origin({}).batch }).load('a')).rejects.toMatchObject({
      code: 'TENANT_CONTEXT_MISSING',
    });
  });

  test('works the same without Redis', async () => {
    cache = await openCache({ url: null, logger: createLogger({ service: 'test', level: 'silent' }) });
    const { asked, batch } = origin({ a: 'A' });
    expect((await loader({ batch }).load('a'))?.name).toBe('A');
    expect((await loader({ batch }).load('a'))?.at).toEqual(new Date(1000));
    expect(asked).toHaveLength(2);
    expect(cache.state).toBe('off');
    expect(await cache.withLock({ key: cacheKey({ team, type: 'x', id: 'x' }), ttlMs: 100 }, async () => 1)).toEqual({
      status: 'unavailable',
    });
    expect(await cache.countUp({ key: cacheKey({ team, type: 'x', id: 'x' }), windowMs: 100 })).toBeNull();
    expect(await cache.highest({ key: cacheKey({ team, type: 'x', id: 'x' }), nowMs: 0 })).toBeNull();
    await cache.invalidate({ keys: [cacheKey({ team, type: 'x', id: 'x' })] });
  });
});
