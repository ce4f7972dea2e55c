import { describe, expect, test } from '@jest/globals';
import { compileProcess, type Revision } from '../compile-process.js';
import type { JsonObject } from '../json.js';
import { standardSettings } from '../source-settings.js';
import { impactOfPath, impactRules, materialNames } from './change-impacts.js';

/** What the second of two releases changed. */
function changesOf(first: JsonObject, second: JsonObject) {
  const revisions = [first, second].map((release, index): Revision => {
    const [id, date] = [String(index), `2026-03-0${index + 1}T00:00:00Z`];
    return {
      ...{ id: `row-${index}`, releaseId: id, date, sequence: index, isCurrent: true, isSnapshot: false },
      ...{ version: '1.1', extensions: [], settings: standardSettings },
      release: { ocid: 'ocds-tstsrc-1', tag: ['tender'], ...release, id, date },
    };
  });
  const step = compileProcess(revisions).steps[0];
  const changes = step?.changes.map(({ field, key, before, after, impact }) => [
    key === undefined ? field : `${field}/${key}`,
    before,
    after,
    impact,
  ]);
  return { impact: step?.impact, changes };
}

const notice = { tender: { id: '1', title: 'A bridge', status: 'active' } };
const tender = (rest: JsonObject): JsonObject => ({ tender: rest });

describe('a change of what the model has no field for', () => {
  test('is told by its path, with what it was and is', () => {
    const amendment = {
      id: 'a1',
      date: '2026-03-02T00:00:00Z',
      rationale: 'The bill of quantities is replaced',
      documents: [{ id: 'd1', title: 'Addendum.pdf' }],
    };
    const { impact, changes } = changesOf(notice, { tag: ['tenderAmendment'], ...tender({ amendments: [amendment] }) });
    expect(impact).toBe('MATERIAL');
    expect(changes).toContainEqual(['tender/amendments/a1', null, amendment, 'MATERIAL']);
  });

  test.each<[string, JsonObject, JsonObject, unknown[]]>([
    [
      'criteria',
      tender({ eligibilityCriteria: 'Grade 5 CE' }),
      tender({ eligibilityCriteria: 'Grade 7 CE' }),
      ['tender/eligibilityCriteria', 'Grade 5 CE', 'Grade 7 CE', 'MATERIAL'],
    ],
    [
      'a field of the publisher',
      tender({ cidbGrading: '5CE' }),
      tender({ cidbGrading: '7CE' }),
      ['tender/cidbGrading', '5CE', '7CE', 'MATERIAL'],
    ],
    [
      'how bids are evaluated',
      tender({ evaluationMethod: '80/20' }),
      tender({ evaluationMethod: '90/10' }),
      ['tender/evaluationMethod', '80/20', '90/10', 'MATERIAL'],
    ],
    [
      'the submission of bids',
      tender({ submissionMethodDetails: 'Tender box' }),
      tender({ submissionMethodDetails: 'Online only' }),
      ['tender/submissionMethodDetails', 'Tender box', 'Online only', 'MATERIAL'],
    ],
    [
      'the period of the contract',
      tender({ contractPeriod: { endDate: '2027-01-01T00:00:00Z' } }),
      tender({ contractPeriod: { endDate: '2028-01-01T00:00:00Z' } }),
      ['tender/contractPeriod/endDate', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'MATERIAL'],
    ],
    [
      'a milestone',
      tender({ milestones: [{ id: 'm', title: 'Site meeting', dueDate: '2026-03-10T10:00:00Z' }] }),
      tender({ milestones: [{ id: 'm', dueDate: '2026-03-11T10:00:00Z' }] }),
      ['tender/milestones/m/dueDate', '2026-03-10T10:00:00Z', '2026-03-11T10:00:00Z', 'MATERIAL'],
    ],
    [
      'what a document says besides what is listed',
      tender({ documents: [{ id: 'd', title: 'Terms', accessDetails: 'At the desk' }] }),
      tender({ documents: [{ id: 'd', accessDetails: 'For R 500' }] }),
      ['tender/documents/d/accessDetails', 'At the desk', 'For R 500', 'MATERIAL'],
    ],
    [
      'a text in another language',
      tender({ title: 'A bridge', title_af: "'n Brug" }),
      tender({ title: 'A bridge', title_af: "'n Tonnel" }),
      ['tender/title_af', "'n Brug", "'n Tonnel", 'MATERIAL'],
    ],
    ['a list of texts', tender({ submissionMethod: ['written'] }), tender({ submissionMethod: ['inPerson'] }), ['tender/submissionMethod', ['written'], ['inPerson'], 'MATERIAL']], // prettier-ignore
    ['what nobody has classed', tender({}), tender({ colour: 'green' }), ['tender/colour', null, 'green', 'MINOR']],
    [
      'a party',
      tender({}),
      { parties: [{ id: 'p', name: 'P' }] },
      ['parties/p', null, { id: 'p', name: 'P' }, 'MINOR'],
    ],
    ['a closing date that cannot be read', tender({ tenderPeriod: { endDate: '1/2/2026' } }), tender({ tenderPeriod: { endDate: '1/3/2026' } }), ['tender/tenderPeriod/endDate', '1/2/2026', '1/3/2026', 'MATERIAL']], // prettier-ignore
    ['a procedure, taken away', tender({ techniques: { hasFrameworkAgreement: true } }), tender({ techniques: null }), ['tender/techniques', { hasFrameworkAgreement: true }, null, 'MATERIAL']], // prettier-ignore
  ])('%s', (_name, first, second, expected) => {
    const { impact, changes } = changesOf(first, second);
    expect(changes).toEqual([expected]);
    expect(impact).toBe(expected[3]);
  });
});

describe('a change that the model tells', () => {
  test('is told once, and what else changed in the same place as well', () => {
    const { changes } = changesOf(
      tender({
        title: 'A bridge',
        value: { amount: 5, currency: 'ZAR' },
        documents: [{ id: 'd', title: 'Terms' }],
        items: [{ id: 'i', description: 'Steel' }],
      }),
      tender({
        title: 'A tunnel',
        value: { amount: 6 },
        documents: [
          { id: 'd', title: 'New terms', pageStart: '3' },
          { id: 'e', title: 'Plan', pageStart: '1' },
        ],
        items: [{ id: 'i', unit: { id: 't' } }],
      }),
    );
    expect(changes?.map(([path]) => path)).toEqual([
      ...['title', 'valueAmount', 'documents/d', 'documents/e'],
      ...['tender/documents/d/pageStart', 'tender/items/i/unit/id'],
    ]);
  });

  test('of an award with its suppliers and items is told once', () => {
    const award = {
      id: 'a',
      status: 'active',
      suppliers: [{ id: 's', name: 'S' }],
      items: [{ id: 'i', description: 'x' }],
    };
    const { changes } = changesOf({ ...notice, awards: [award] }, { awards: [{ ...award, status: 'cancelled' }] });
    expect(changes?.map(([path]) => path)).toEqual(['lifecycle', 'awards/a']);
  });
});

describe('an award of a part', () => {
  const award = { awards: [{ id: 'a', status: 'active', suppliers: [{ id: 's', name: 'S' }] }] };
  const pathsOf = (endDate: string) =>
    changesOf({ ...notice, ...tender({ status: 'active', tenderPeriod: { endDate } }) }, award).changes?.map(
      ([path]) => path,
    );

  test('while bidding is open is told by the award alone: the tender stays open', () => {
    expect(pathsOf('2026-04-01T10:00:00Z')).toEqual(['awards/a']);
  });

  test('after bidding has closed is told as the award of the tender', () => {
    expect(pathsOf('2026-03-01T10:00:00Z')).toEqual(['lifecycle', 'awards/a']);
  });
});

test('other white space, an empty text, and another spelling of a number or a time are no change', () => {
  const { impact, changes } = changesOf(
    tender({ title: 'A bridge', note: 'As  before', pages: 3, at: '2026-03-01T10:00:00Z', none: '' }),
    tender({
      title: ' A  bridge',
      note: 'As before ',
      pages: '3.0',
      at: '2026-03-01T12:00:00+02:00',
      none: null,
      gone: [],
    }),
  );
  expect({ impact, changes }).toEqual({ impact: 'NONE', changes: [] });
});

describe('the table of impacts', () => {
  test.each([
    ['tender/amendments/rationale', 'MATERIAL'],
    ['tender/title_fr', 'MATERIAL'],
    ['tender/lots/contractPeriod/endDate', 'MATERIAL'],
    ['tender/siteMeetings', 'MATERIAL'],
    ['tender/x_bbbeeLevel', 'MATERIAL'],
    ['tender/bidSecurity/amount', 'MATERIAL'],
    ['tender/anythingElse', 'MINOR'],
    ['somethingNew', 'MINOR'],
    ['parties/address/locality', 'MINOR'],
    ['contracts/implementation/transactions', 'MINOR'],
    ['planning/documents/url', 'MATERIAL'],
    ['planning/budget/amount', 'MINOR'],
  ])('%s is %s', (path, impact) => {
    expect(impactOfPath(path)).toBe(impact);
  });

  test('has a date for each row, no row twice, and nothing that does not matter at all', () => {
    const paths = impactRules.map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
    for (const { since } of [...impactRules, ...materialNames]) expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    expect(impactRules.filter(({ impact }) => impact === 'NONE')).toEqual([]);
  });
});
