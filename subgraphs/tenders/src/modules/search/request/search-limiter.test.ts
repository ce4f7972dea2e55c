import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createSearchLimiter, type SearchLimiter } from './search-limiter.js';

// The clock of a limiter is ours: no test waits. What needs no clock goes on by itself.
beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

/** Lets everything happen that can happen without time going by. */
const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

/** Searches that go on until they are told to end. */
function searches(limiter: SearchLimiter) {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    begun,
    begin(name: string, options?: { isContinuation: boolean }): Promise<string> {
      const end = Promise.withResolvers<string>();
      ends.set(name, end);
      const answer = limiter.run(() => {
        begun.push(name);
        return end.promise;
      }, options);
      // Whoever expects a failure looks at it later.
      answer.catch(() => undefined);
      return answer;
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.resolve(`${name} is done`);
      await settle();
    },
    async fail(name: string): Promise<void> {
      ends.get(name)?.reject(new Error(`${name} went wrong`));
      await settle();
    },
  };
}

describe('a limiter', () => {
  test('are as many at a time as allowed, and first come is first served', async () => {
    const { begun, begin, end } = searches(createSearchLimiter(2));
    const answers = ['a', 'b', 'c', 'd', 'e'].map((name) => begin(name));
    await settle();
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
    await end('d');
    await end('e');
    expect(await Promise.all(answers)).toEqual(['a is done', 'b is done', 'c is done', 'd is done', 'e is done']);
  });

  test('go first to whoever goes on with a search, and among those to who came first', async () => {
    const { begun, begin, end } = searches(createSearchLimiter(1));
    for (const name of ['a', 'b']) void begin(name);
    for (const name of ['further c', 'further d']) void begin(name, { isContinuation: true });
    void begin('e', { isContinuation: false });
    await settle();
    // The first had its turn before there was anybody else.
    for (const name of ['a', 'further c', 'further d', 'b', 'e']) {
      expect(begun.at(-1)).toBe(name);
      await end(name);
    }
    expect(begun).toEqual(['a', 'further c', 'further d', 'b', 'e']);
  });

  test('end with a failure, which reaches the caller', async () => {
    const { begun, begin, fail, end } = searches(createSearchLimiter(1));
    const failing = begin('a');
    const next = begin('b');
    await settle();
    await fail('a');
    await expect(failing).rejects.toThrow('a went wrong');
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(await next).toBe('b is done');
  });

  test('end with work that fails before it begins to wait', async () => {
    const limiter = createSearchLimiter(1);
    const failing = limiter.run(() => {
      throw new Error('not even begun');
    });
    await expect(failing).rejects.toThrow('not even begun');
    expect(await limiter.run(() => Promise.resolve('next'))).toBe('next');
  });
});

describe('a search that takes long', () => {
  test('lets the next begin after 50 ms, not before', async () => {
    const { begun, begin } = searches(createSearchLimiter(1));
    for (const name of ['a', 'b', 'c']) void begin(name);
    await settle();
    await jest.advanceTimersByTimeAsync(49);
    expect(begun).toEqual(['a']);
    await jest.advanceTimersByTimeAsync(1);
    expect(begun).toEqual(['a', 'b']);
    await jest.advanceTimersByTimeAsync(50);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  test('is answered all the same, and its end gives nobody a second turn', async () => {
    const { begun, begin, end } = searches(createSearchLimiter(1));
    const long = begin('a');
    for (const name of ['b', 'c']) void begin(name);
    await settle();
    await jest.advanceTimersByTimeAsync(50);
    await end('a');
    expect(await long).toBe('a is done');
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  test('fails to its caller alone, however late', async () => {
    const { begin, fail, end } = searches(createSearchLimiter(1));
    const long = begin('a');
    const next = begin('b');
    await settle();
    await jest.advanceTimersByTimeAsync(60);
    await fail('a');
    await expect(long).rejects.toThrow('a went wrong');
    await end('b');
    expect(await next).toBe('b is done');
  });

  test('leaves no timer behind when it was short after all', async () => {
    const { begin, end } = searches(createSearchLimiter(1));
    void begin('a');
    await settle();
    expect(jest.getTimerCount()).toBe(1);
    await end('a');
    expect(jest.getTimerCount()).toBe(0);
  });
});

test('work runs with the request of whoever asked for it, not of whoever left the line', async () => {
  const request = new AsyncLocalStorage<string>();
  const limiter = createSearchLimiter(1);
  const seen: string[] = [];
  const answers = ['acme', 'umbra', 'nobody'].map((name) =>
    request.run(name, () =>
      limiter.run(async () => {
        seen.push(`${name} begins as ${request.getStore()}`);
        await Promise.resolve();
        seen.push(`${name} goes on as ${request.getStore()}`);
        return request.getStore();
      }),
    ),
  );
  expect(await Promise.all(answers)).toEqual(['acme', 'umbra', 'nobody']);
  expect(seen).toEqual(
    ['acme', 'umbra', 'nobody'].flatMap((name) => [`${name} begins as ${name}`, `${name} goes on as ${name}`]),
  );
});
