import { describe, expect, test } from '@jest/globals';
import { compileProcess, type Revision } from '../compile-process.js';
import type { JsonObject } from '../json.js';
import { embeddedReleasesOf } from '../publish/published-releases.js';
import { standardSettings } from '../source-settings.js';
import { mergeReleases } from './merge-releases.js';
import { ocdsMergeRules } from './ocds-merge-rules.js';

const date = '2026-02-01T00:00:00Z';
const ocid = 'ocds-213czf-1';

function revision(sequence: number, content: JsonObject, rest: Partial<Revision> = {}): Revision {
  return {
    id: `row-${sequence}`,
    releaseId: 'r',
    date,
    sequence,
    isCurrent: true,
    isSnapshot: false,
    release: { ocid, id: 'r', date, ...content },
    version: '1.1',
    extensions: [],
    settings: standardSettings,
    ...rest,
  };
}

const tender = revision(
  1,
  { tag: ['tender'], tender: { id: 'T', title: 'Purchase of lamps', value: { amount: 500, currency: 'DOP' } } },
  { isCurrent: false },
);
const award = revision(2, {
  tag: ['award'],
  tender: { id: 'T' },
  awards: [{ id: 'A', status: 'active', suppliers: [{ id: 's', name: 'Light Ltd' }] }],
});

describe('releases with one id and one date', () => {
  test('are stages when they share neither tag nor section', () => {
    for (const revisions of [
      [tender, award],
      [award, tender],
    ]) {
      const { state, steps, releaseCount } = compileProcess(revisions);

      expect(state).toMatchObject({ title: 'Purchase of lamps', valueAmount: '500', awards: [{ key: 'A' }] });
      expect([releaseCount, steps.map(({ isSilent }) => isSilent)]).toEqual([2, [false]]);
    }
  });

  test.each([
    ['the same tag', { tag: ['tender'], awards: [{ id: 'A' }] }],
    ['the same section', { tag: ['tenderUpdate'], tender: { id: 'T', title: 'Purchase of bulbs' } }],
    ['no tag', { awards: [{ id: 'A', status: 'active' }] }],
  ])('are one release that was edited when they have %s', (_what, content) => {
    const { steps, releaseCount } = compileProcess([tender, revision(2, content)]);

    expect([releaseCount, steps.map(({ isSilent }) => isSilent)]).toEqual([1, [true]]);
  });

  test('are published under ids of their own', () => {
    const releases = embeddedReleasesOf({ ocid, revisions: [tender, award] });

    expect(releases.map(({ id, tag }) => [id, tag])).toEqual([
      ['r', ['tender']],
      ['r-award', ['award']],
    ]);
  });
});

describe('merging one object in place of a list', () => {
  const release = (day: number, content: JsonObject): JsonObject => ({
    ocid,
    id: String(day),
    date: `2026-02-0${day}T00:00:00Z`,
    tag: ['tender'],
    ...content,
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['an object, then a list', { documents: { id: '1', title: 'A' } }, { documents: [{ id: '2', title: 'B' }] }],
    ['a list, then an object', { documents: [{ id: '1', title: 'A' }] }, { documents: { id: '2', title: 'B' } }],
    ['two objects', { documents: { id: '1', title: 'A' } }, { documents: { id: '2', title: 'B' } }],
  ])('keeps both of %s', (_what, first, second) => {
    const merged = mergeReleases(
      [release(1, { tender: first }), release(2, { tender: second })],
      ocdsMergeRules('1.1', []),
    );

    expect(merged['tender']).toEqual({
      documents: [
        { id: '1', title: 'A' },
        { id: '2', title: 'B' },
      ],
    });
  });
});
