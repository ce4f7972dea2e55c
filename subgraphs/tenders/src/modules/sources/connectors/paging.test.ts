import { describe, expect, test } from '@jest/globals';
import { isJsonPointer, pointAt } from '../../../source-http/index.js';
import { pageBehind, pagingSettings } from './paging.js';
import { dayIn, windowSettings, windowsOf } from './windows.js';

const base = new URL('https://example.org/list?key=k&page=2');
const never = (): boolean => false;
const behind = (
  style: 'links' | 'page' | 'offset' | 'cursor' | 'none',
  next: string | null,
  wasAsked: (url: URL) => boolean = never,
): string | undefined => pageBehind({ url: base, rowCount: 20, next }, pagingSettings.parse({ style }), wasAsked)?.href;

describe('the page behind another', () => {
  test('is the one that the answer names, with what the request needs, by the protocol of the request', () => {
    expect(behind('links', 'http://example.org/list?page=7')).toBe('https://example.org/list?page=7&key=k');
    expect(behind('page', '?page=9')).toBe('https://example.org/list?page=9&key=k');
  });

  test('is counted where the answer names none, or one that was asked before', () => {
    expect(behind('page', null)).toBe('https://example.org/list?key=k&page=3');
    expect(behind('page', '?page=1', (url) => url.searchParams.get('page') === '1')).toBe(
      'https://example.org/list?key=k&page=3',
    );
    expect(behind('offset', null)).toBe('https://example.org/list?key=k&page=22');
    expect(behind('cursor', 'abc')).toBe('https://example.org/list?key=k&page=abc');
  });

  test('does not exist where nothing is named and nothing can be counted, everything was asked, or the page was empty', () => {
    expect([
      behind('links', null),
      behind('cursor', null),
      behind('none', '?page=3'),
      behind('page', '?page=1', () => true),
    ]).toEqual([undefined, undefined, undefined, undefined]);
    expect(
      pageBehind({ url: base, rowCount: 0, next: '?page=3' }, pagingSettings.parse({ style: 'page' }), never),
    ).toBeNull();
  });

  test('is refused on another host', () => {
    expect(() => behind('links', 'https://example.net/list')).toThrow('another host');
  });
});

describe('windows', () => {
  const settings = windowSettings.parse({ fromParameter: 'from', toParameter: 'to', daysBack: 20, daysRecent: 8 });

  test('lie on the same days whenever they are asked for; only the newest ends today', () => {
    expect(windowsOf(settings, 'FULL', '2026-11-18')).toEqual([
      { from: '2026-11-16', to: '2026-11-18' },
      { from: '2026-11-09', to: '2026-11-15' },
      { from: '2026-11-02', to: '2026-11-08' },
      { from: '2026-10-26', to: '2026-11-01' },
    ]);
    expect(windowsOf(settings, 'RECENT', '2026-11-22')).toEqual([
      { from: '2026-11-16', to: '2026-11-22' },
      { from: '2026-11-09', to: '2026-11-15' },
    ]);
  });

  test('leave out no day and name no day twice', () => {
    const days = windowsOf({ ...settings, daysBack: 400, days: 10 }, 'FULL', '2026-11-18').toReversed();
    for (const [index, { from }] of days.entries()) {
      const previous = days[index - 1];
      if (previous) expect(Date.parse(from) - Date.parse(previous.to)).toBe(86_400_000);
    }
    expect(days.at(-1)?.to).toBe('2026-11-18');
  });

  test("end on the portal's day, not on ours", () => {
    expect([
      dayIn('Africa/Johannesburg', new Date('2026-11-20T22:30:00Z')),
      dayIn('UTC', new Date('2026-11-20T22:30:00Z')),
    ]).toEqual(['2026-11-21', '2026-11-20']);
  });
});

test('a JSON pointer reaches own members only', () => {
  const value = { a: [{ 'x/y': 1, 'm~n': 2 }], '': 3 };
  expect([pointAt(value, ''), pointAt(value, '/a/0/x~1y'), pointAt(value, '/a/0/m~0n'), pointAt(value, '/')]).toEqual([
    value,
    1,
    2,
    3,
  ]);
  expect(
    ['/constructor', '/a/length', '/a/-1', '/a/0/x', '/__proto__/x'].map((pointer) => pointAt(value, pointer)),
  ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(['', '/a', '/a~0b'].every(isJsonPointer)).toBe(true);
  expect(['a', '/a~2', '/a~'].some(isJsonPointer)).toBe(false);
});
