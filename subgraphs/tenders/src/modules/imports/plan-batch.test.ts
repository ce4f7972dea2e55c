import { describe, expect, test } from '@jest/globals';
import { noFacts } from '../../ocds/index.js';
import type { StoredRelease } from './write/release.repository.js';
import { planBatch } from './plan-batch.js';
import type { PreparedRelease } from './prepare-release.js';

const date = '2026-01-01T00:00:00Z';
let nextId = 0;

function incoming(content: string, rest: Partial<PreparedRelease> = {}): PreparedRelease {
  nextId += 1;
  return {
    kind: 'release',
    id: `new-${nextId}`,
    ocid: 'o',
    releaseId: 'r',
    isIdDerived: false,
    date,
    releasedAt: new Date(date),
    version: '1.1',
    isSnapshot: false,
    release: {},
    raw: Buffer.from(content),
    hash: Buffer.from(content),
    observedAt: null,
    extensions: [],
    facts: noFacts,
    origin: 'test',
    ...rest,
  };
}

function stored(content: string, rest: Partial<StoredRelease> = {}): StoredRelease {
  return {
    id: `old-${content}`,
    ocid: 'o',
    releaseId: 'r',
    hash: Buffer.from(content),
    sequence: '1',
    isCurrent: true,
    date,
    observedAt: null,
    ...rest,
  };
}

function plan(arriving: PreparedRelease[], known: StoredRelease[] = []) {
  const { releases, marks, touched, ...counts } = planBatch(arriving, known, () => 'source');
  return {
    current: releases.map(({ raw, isCurrent }) => `${raw.toString()} ${isCurrent}`),
    marks,
    touched: [...touched],
    ...counts,
  };
}

describe('planning a batch', () => {
  test('counts a release once, however often it is delivered', () => {
    expect(plan([incoming('a'), incoming('a')])).toMatchObject({
      current: ['a true'],
      releasesNew: 1,
      releasesUnchanged: 1,
    });
    expect(plan([incoming('a')], [stored('a')])).toEqual({
      current: [],
      marks: [],
      touched: [],
      releasesNew: 0,
      releasesChanged: 0,
      releasesUnchanged: 1,
    });
  });

  test('lets the last content of a release count and keeps the others', () => {
    expect(plan([incoming('a'), incoming('b')])).toMatchObject({
      current: ['a false', 'b true'],
      releasesNew: 1,
      releasesChanged: 1,
    });
    expect(plan([incoming('b')], [stored('a')])).toMatchObject({
      current: ['b true'],
      marks: [{ id: 'old-a', isCurrent: false }],
      touched: ['o'],
      releasesChanged: 1,
    });
  });

  test('treats the same id with another date as another release', () => {
    expect(plan([incoming('b', { date: '2026-01-02T00:00:00Z' })], [stored('a')])).toMatchObject({
      current: ['b true'],
      marks: [],
      releasesNew: 1,
    });
  });

  test('does not let an older package overrule a newer one', () => {
    const newer = stored('a', { observedAt: new Date('2026-05-02') });
    expect(plan([incoming('b', { observedAt: '2026-05-01T00:00:00.000Z' })], [newer])).toMatchObject({
      current: ['b false'],
      marks: [],
    });
  });

  test('sees that a publisher took an edit back, but not in the same package again', () => {
    const first = stored('a', { isCurrent: false, observedAt: new Date('2026-05-01') });
    const second = stored('b', { observedAt: new Date('2026-05-02') });
    expect(plan([incoming('a', { observedAt: '2026-05-01T00:00:00.000Z' })], [first, second])).toMatchObject({
      marks: [],
      touched: [],
    });
    expect(plan([incoming('a', { observedAt: '2026-05-03T00:00:00.000Z' })], [first, second])).toMatchObject({
      touched: ['o'],
      marks: [
        { id: 'old-a', isCurrent: true, observedAt: '2026-05-03T00:00:00.000Z' },
        { id: 'old-b', isCurrent: false },
      ],
    });
  });
});
