import { describe, expect, test } from '@jest/globals';
import { parseJson, isObject, type JsonObject } from '../json.js';
import { mergeReleases } from './merge-releases.js';
import { ocdsMergeRules } from './ocds-merge-rules.js';

const rules = ocdsMergeRules('1.1');

function release(day: number, content: JsonObject): JsonObject {
  return { ocid: 'ocds-213czf-1', id: String(day), date: `2026-01-0${day}T00:00:00Z`, tag: ['tender'], ...content };
}

describe('merging releases', () => {
  test('lets a later null delete an object with all that is in it', () => {
    const merged = mergeReleases(
      [release(1, { tender: { id: '1', value: { amount: 5 } } }), release(2, { tender: { value: null } })],
      rules,
    );
    expect(merged['tender']).toEqual({ id: '1' });
  });

  test('keeps an object whose members were all deleted, and leaves no trace of one that was always empty', () => {
    const merged = mergeReleases(
      [release(1, { tender: { id: '1', period: { startDate: null }, extra: { deep: {} } } })],
      rules,
    );
    expect(merged['tender']).toEqual({ id: '1', period: {} });
  });

  test('sorts by instant and not by text', () => {
    const early = { ...release(1, { language: 'en' }), date: '2026-01-01T01:00:00+02:00' };
    const late = { ...release(2, { language: 'fr' }), date: '2026-01-01T00:30:00Z' };
    const merged = mergeReleases([late, early], rules);
    expect(merged['language']).toBe('fr');
    expect(merged['id']).toBe('ocds-213czf-1-2026-01-01T00:30:00Z');
    expect(merged['tag']).toEqual(['compiled']);
  });

  test('treats 1 and "1" as the same id and appends items that have none', () => {
    const merged = mergeReleases(
      [
        release(1, { awards: [{ id: 1, title: 'a' }, { note: 'x' }] }),
        release(2, { awards: [{ id: '1', title: 'b' }, { note: 'y' }] }),
      ],
      rules,
    );
    expect(merged['awards']).toEqual([{ id: '1', title: 'b' }, { note: 'x' }, { note: 'y' }]);
  });

  test('replaces whole lists, even by an empty one', () => {
    const merged = mergeReleases(
      [release(1, { tender: { submissionMethod: ['written'] } }), release(2, { tender: { submissionMethod: [] } })],
      rules,
    );
    expect(merged['tender']).toEqual({ submissionMethod: [] });
  });

  test('never touches a prototype, whatever the keys', () => {
    const hostile = parseJson(
      Buffer.from(
        '{"ocid":"o","id":"1","date":"2026-01-01","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"tender":{"__proto__":{"polluted":1}}}',
      ),
    );
    if (!isObject(hostile)) throw new Error('unreachable');
    const merged = mergeReleases([hostile, hostile], rules);
    expect(Object.getOwnPropertyDescriptor(Object.prototype, 'polluted')).toBeUndefined();
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(merged['constructor']).toEqual({ prototype: { polluted: 1 } });
    expect(Object.hasOwn(merged, '__proto__')).toBe(false);
  });

  test('leaves the releases as they were', () => {
    const first = release(1, { awards: [{ id: '1', items: [{ id: 'a' }] }] });
    const before = structuredClone(first);
    mergeReleases([first, release(2, { awards: [{ id: '1', items: [{ id: 'b' }] }] })], rules);
    expect(first).toEqual(before);
  });
});
