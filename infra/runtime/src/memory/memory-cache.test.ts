// cspell:ignore valu
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createMemoryCache, documentBytes, memoryCacheUse, textBytes } from './memory.js';

const useOf = (name: string) => memoryCacheUse().find((use) => use.name === name);

describe('a cache in memory', () => {
  test('never takes more bytes than it may, keys and bookkeeping included', () => {
    const cache = createMemoryCache<string>({ name: 'texts', bytesMax: 100_000, sizeOf: textBytes });

    for (let n = 0; n < 10_000; n += 1) {
      cache.set(`key ${n}`, 'x'.repeat(n % 3_000));
      expect(useOf('texts')?.bytes).toBeLessThanOrEqual(100_000);
    }

    expect(cache.get('key 9999')).toHaveLength(999);
    expect(cache.get('key 0')).toBeUndefined();
  });

  test('counts what an entry takes', () => {
    const cache = createMemoryCache<string>({ name: 'counted', bytesMax: 10_000, sizeOf: textBytes });

    cache.set('four', 'value');
    cache.set('four', 'valu');

    // Twice four characters for the key, as many for the value, and the bookkeeping.
    expect(useOf('counted')).toEqual({ name: 'counted', bytes: 150 + 8 + 8, bytesMax: 10_000, entries: 1 });
  });

  test('forgets what was used longest ago first', () => {
    const removed: string[] = [];
    const cache = createMemoryCache<string>({
      name: 'order',
      bytesMax: 4 * 160,
      sizeOf: () => 8,
      onRemoved: (_value, key) => void removed.push(key),
    });
    for (const key of ['a', 'b', 'c', 'd']) cache.set(key, key);

    cache.get('a');
    cache.set('e', 'e');
    cache.set('f', 'f');

    expect(removed).toEqual(['b', 'c']);
    expect(cache.get('a')).toBe('a');
  });

  test('does not take an entry that would push out all others', () => {
    const cache = createMemoryCache<string>({ name: 'share', bytesMax: 4_000, sizeOf: textBytes });
    cache.set('small', 'x');

    cache.set('large', 'x'.repeat(1_000));

    expect([cache.has('large'), cache.has('small')]).toEqual([false, true]);
  });

  test('is listed beside the others of its name', () => {
    const options = { name: 'twins', bytesMax: 1_000, sizeOf: () => 10 };
    const caches = [createMemoryCache<number>(options), createMemoryCache<number>(options)];

    caches[0]?.set('a', 1);
    caches[1]?.set('b', 2);

    const twin = { name: 'twins', bytes: 162, bytesMax: 1_000, entries: 1 };
    expect(memoryCacheUse().filter(({ name }) => name === 'twins')).toEqual([twin, twin]);
  });
});

describe('a parsed document', () => {
  test('counts with its whole text, comments and blanks too, and with its tokens', () => {
    const plain = documentBytes(parse('{ a }'));
    const padded = documentBytes(parse(`{ a }${' '.repeat(1_000)}`));
    const wide = documentBytes(parse('{ a b }'));

    expect(padded - plain).toBe(2_000);
    expect(wide - plain).toBe(4 + 350);
  });
});
