import { describe, expect, test } from '@jest/globals';
import { compileProcess, type Revision } from './compile-process.js';
import type { JsonObject } from './json.js';
import { standardSettings } from './source-settings.js';

let nextSequence = 0;

function revision(day: number, content: JsonObject, rest: Partial<Revision> = {}): Revision {
  nextSequence += 1;
  const date = `2026-01-0${day}T00:00:00Z`;
  const releaseId = rest.releaseId ?? `r${day}`;
  return {
    id: `${releaseId}-${nextSequence}`,
    releaseId,
    date,
    sequence: nextSequence,
    isCurrent: true,
    isSnapshot: false,
    release: { ocid: 'ocds-213czf-1', id: releaseId, date, tag: ['tender'], ...content },
    version: '1.1',
    extensions: [],
    settings: standardSettings,
    ...rest,
  };
}

describe('compiling a process', () => {
  test('names what each release changed, with its weight', () => {
    const { state, steps, releaseCount } = compileProcess([
      revision(1, {
        tender: {
          title: 'Bridge',
          tenderPeriod: { endDate: '2026-02-01T09:00:00Z' },
          documents: [{ id: 'a', title: 'Plan' }],
        },
      }),
      revision(2, {
        tender: { tenderPeriod: { endDate: '2026-02-15T09:00:00Z' }, documents: [{ id: 'b', title: 'Addendum' }] },
      }),
      revision(3, { language: 'en' }),
    ]);
    expect(state).toMatchObject({ closingAt: '2026-02-15T09:00:00.000Z', publishedAt: '2026-01-01T00:00:00.000Z' });
    expect(releaseCount).toBe(3);
    expect(steps.map(({ version, impact, isSilent }) => [version, impact, isSilent])).toEqual([
      [2, 'MATERIAL', false],
      [3, 'MINOR', false],
    ]);
    expect(steps[0]?.changes.map(({ field, key, before }) => [field, key ?? null, before])).toEqual([
      ['closingAt', null, '2026-02-01T09:00:00.000Z'],
      ['documents', 'b', null],
    ]);
  });

  test('sees an edit behind an unchanged id and date as a silent step', () => {
    const { state, steps } = compileProcess([
      revision(1, { tender: { title: 'Old', description: 'kept?' } }, { isCurrent: false }),
      revision(1, { tender: { title: 'New' } }),
    ]);
    expect(state).toMatchObject({ title: 'New', description: null });
    expect(steps).toMatchObject([{ version: 2, isSilent: true, impact: 'MATERIAL' }]);
  });

  test('lets nothing older shine through a compiled release', () => {
    const { state } = compileProcess([
      revision(1, { tender: { title: 'A', description: 'dropped since' } }),
      revision(2, { tender: { title: 'B' }, tag: ['compiled'] }, { isSnapshot: true }),
      revision(3, { tender: { province: 'Gauteng' } }),
    ]);
    expect(state).toMatchObject({ title: 'B', description: null, province: 'GAUTENG' });
  });

  test('is cancelled by a cancelling release, whatever its status says', () => {
    const { state } = compileProcess([
      revision(1, { tender: { status: 'active' } }),
      revision(2, { tag: ['tenderCancellation'] }),
    ]);
    expect(state.lifecycle).toBe('CANCELLED');
  });

  test('gives the same answer for every order of the same releases', () => {
    const revisions = [
      revision(1, { tender: { title: 'A', items: [{ id: '1', description: 'x' }] } }),
      revision(1, { tender: { title: 'A2' } }, { releaseId: 'other' }),
      revision(2, { tender: { items: [{ id: '2', description: 'y' }] } }, { isCurrent: false }),
      revision(2, { tender: { items: [{ id: '2', description: 'z' }] } }),
      revision(3, { tender: { title: null } }),
    ];
    const expected = compileProcess(revisions);
    for (let turn = 1; turn < revisions.length; turn += 1) {
      expect(compileProcess([...revisions.slice(turn), ...revisions.slice(0, turn)].toReversed())).toEqual(expected);
    }
  });
});
