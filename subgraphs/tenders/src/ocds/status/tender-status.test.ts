import { describe, expect, test } from '@jest/globals';
import { compileProcess, type Revision } from '../compile-process.js';
import type { JsonObject } from '../json.js';
import { sourceSettings, standardSettings, type SourceSettings } from '../source-settings.js';
import { statusReasonAt, tenderStatusAt } from './status-at.js';
import { awardStatusWords, contractStatusWords } from './result-words.js';
import { tenderStatusWords } from './status-words.js';
import { readAwardWord, readTenderWord } from './read-status-word.js';
import type { TenderState } from '../tender/tender-state.js';

const now = new Date('2026-03-15T10:00:00Z');
const open = { tenderPeriod: { startDate: '2026-02-01T00:00:00Z', endDate: '2026-04-01T10:00:00Z' } };
const over = { tenderPeriod: { startDate: '2026-01-01T00:00:00Z', endDate: '2026-02-01T10:00:00Z' } };

interface Step extends JsonObject {
  tag: string[];
}

/** The tender that releases dated on successive days of March make. */
function stateOf(steps: readonly Step[], settings: SourceSettings = standardSettings): TenderState {
  const revisions = steps.map((step, index): Revision => {
    const date = typeof step['date'] === 'string' ? step['date'] : `2026-03-0${index + 1}T00:00:00Z`;
    return {
      ...{ id: `row-${index}`, releaseId: String(index), date, sequence: index, isCurrent: true, settings },
      isSnapshot: step.tag.includes('compiled'),
      release: { ocid: 'ocds-tstsrc-1', id: String(index), ...step, date },
      ...{ version: '1.1', extensions: [] },
    };
  });
  return compileProcess(revisions).state;
}

function judge(steps: readonly Step[], at = now, settings?: SourceSettings): [status: string, reason: string] {
  const { lifecycle, statusEvidence, ...state } = stateOf(steps, settings);
  const dates = {
    lifecycle,
    opensAt: dateOf(state.opensAt),
    closingAt: dateOf(state.closingAt),
    presumedUntil: dateOf(state.presumedUntil),
  };
  return [tenderStatusAt(dates, at), statusReasonAt({ ...dates, evidence: statusEvidence }, at)];
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

const notice: Step = { tag: ['tender'], tender: { id: '1', status: 'active', ...open } };
const cancelled = ['CANCELLED', 'CANCELLATION_RELEASED'];

describe('a cancellation', () => {
  const byTag: Step = { tag: ['tenderCancellation'], tender: { id: '1' } };

  test.each<[string, Step, readonly string[]]>([
    ['a document', { tag: ['tenderUpdate'], tender: { documents: [{ id: 'd', title: 'Notice' }] } }, cancelled],
    ['the closing date that was known', { tag: ['tenderUpdate'], tender: open }, cancelled],
    ['an earlier closing date', { tag: ['tenderUpdate'], tender: over }, cancelled],
    ['a status that nobody knows', { tag: ['tenderUpdate'], tender: { status: 'n/a' } }, cancelled],
    ['a pending award', { tag: ['award'], awards: [{ id: 'a', status: 'pending' }] }, cancelled],
    ['a status', { tag: ['tenderUpdate'], tender: { status: 'active' } }, ['OPEN', 'CLOSING_AHEAD']],
    [
      'a later closing date',
      { tag: ['tenderAmendment'], tender: { tenderPeriod: { endDate: '2026-05-01T10:00:00Z' } } },
      ['OPEN', 'CLOSING_AHEAD'],
    ],
  ])('by tag, then %s', (_name, later, expected) => {
    expect(judge([notice, byTag, later])).toEqual(expected);
  });

  test('by status holds as well', () => {
    const byStatus: Step = { tag: ['tenderUpdate'], tender: { status: 'Withdrawn' } };
    expect(judge([notice, byStatus, { tag: ['tenderUpdate'], tender: { title: 'x' } }])).toEqual([
      'CANCELLED',
      'PUBLISHER_STATUS',
    ]);
  });

  test('of an award or a contract is none of the tender', () => {
    const award: Step = { tag: ['awardCancellation'], awards: [{ id: 'a', status: 'cancelled' }] };
    expect(judge([{ tag: ['tender'], tender: { status: 'active', ...over } }, award])).toEqual([
      'CLOSED',
      'CLOSING_PASSED',
    ]);
  });

  test('that a whole new state no longer tells is gone', () => {
    expect(judge([notice, byTag, { tag: ['compiled'], tender: { id: '1', ...open } }])).toEqual([
      'OPEN',
      'CLOSING_AHEAD',
    ]);
  });

  test('of all lots is one of the tender', () => {
    const lots = (...words: string[]): Step => ({
      tag: ['tender'],
      tender: { status: 'active', ...over, lots: words.map((status, index) => ({ id: String(index), status })) },
    });
    expect(judge([lots('cancelled', 'Canceled')])).toEqual(['CANCELLED', 'LOTS_CANCELLED']);
    expect(judge([lots('cancelled', 'unsuccessful')])).toEqual(['UNSUCCESSFUL', 'LOTS_WITHOUT_RESULT']);
    expect(judge([lots('cancelled', 'active')])).toEqual(['CLOSED', 'CLOSING_PASSED']);
  });
});

describe('an award', () => {
  const withAward = (status: string | null, period: JsonObject = over): Step => ({
    tag: ['award'],
    tender: { status: 'active', ...period },
    awards: [{ id: 'a', title: 'Lot 1', ...(status !== null && { status }) }],
  });

  test.each([
    ['active', 'AWARDED'],
    ['Adjudicado', 'AWARDED'],
    [null, 'AWARDED'],
    ['pending', 'CLOSED'],
    ['Canceled', 'CLOSED'],
    ['revoked', 'CLOSED'],
    ['ANULADO', 'CLOSED'],
    ['nobody knows', 'CLOSED'],
    ['desierto', 'UNSUCCESSFUL'],
    ['no bids', 'UNSUCCESSFUL'],
  ])('with the status %p makes the tender %s', (status, expected) => {
    expect(judge([withAward(status)])[0]).toBe(expected);
  });

  test('does not end bidding that is still open, and ends it then', () => {
    expect(judge([withAward('active', open)])).toEqual(['OPEN', 'CLOSING_AHEAD']);
    expect(judge([withAward('active', open)], new Date('2026-04-01T10:00:00Z'))).toEqual([
      'AWARDED',
      'AWARD_PUBLISHED',
    ]);
    expect(judge([withAward('desierto', open)])).toEqual(['OPEN', 'CLOSING_AHEAD']);
  });

  test('of empty texts is none', () => {
    const ghost = { id: '', status: '', value: { amount: '', currency: '' }, suppliers: [{ id: '', name: '' }] };
    const state = stateOf([{ tag: ['tender', 'award'], tender: { status: 'active', ...open }, awards: [ghost] }]);
    expect([state.awards, state.lifecycle]).toEqual([[], 'LIVE']);
  });

  test.each([
    ['active', 'AWARDED'],
    ['terminated', 'AWARDED'],
    ['cancelled', 'CLOSED'],
    ['pending', 'CLOSED'],
  ])('or a contract with the status %s makes the tender %s', (status, expected) => {
    const step: Step = { tag: ['contract'], tender: { status: 'active', ...over }, contracts: [{ id: 'c', status }] };
    expect(judge([step])[0]).toBe(expected);
  });
});

describe('a plan', () => {
  test('is planned although its period is estimated', () => {
    expect(judge([{ tag: ['planning'], tender: { status: 'planned', ...open } }])).toEqual([
      'PLANNED',
      'PUBLISHER_STATUS',
    ]);
    expect(judge([{ tag: ['planning'], tender: open }])).toEqual(['PLANNED', 'PLANNING_RELEASED']);
  });

  test('is one no more once the tender was released', () => {
    expect(
      judge([
        { tag: ['planning'], tender: open },
        { tag: ['tender'], tender: {} },
      ]),
    ).toEqual(['OPEN', 'CLOSING_AHEAD']);
  });

  test('of a portal that leaves the word standing is open by its dates', () => {
    const lags = sourceSettings.parse({ plannedLags: true });
    expect(judge([{ tag: ['compiled'], tender: { status: 'planning', ...open } }], now, lags)[0]).toBe('OPEN');
    expect(judge([{ tag: ['compiled'], tender: { status: 'planning' } }], now, lags)[0]).toBe('PLANNED');
  });
});

describe('a tender without a closing date', () => {
  const active: Step = { tag: ['tender'], date: '2026-01-01T00:00:00Z', tender: { status: 'active' } };

  test('is open for 90 days after its last release, with a reservation, and then unknown', () => {
    expect(judge([active])).toEqual(['OPEN', 'NO_CLOSING_STATED']);
    expect(judge([active], new Date('2026-03-31T23:59:59Z'))).toEqual(['OPEN', 'NO_CLOSING_STATED']);
    expect(judge([active], new Date('2026-04-01T00:00:00Z'))).toEqual(['UNKNOWN', 'SILENT_TOO_LONG']);
  });

  test('is heard of again with every release', () => {
    const update: Step = { tag: ['tenderUpdate'], date: '2026-03-01T00:00:00Z', tender: { title: 'Still here' } };
    expect(judge([active, update], new Date('2026-05-29T00:00:00Z'))).toEqual(['OPEN', 'NO_CLOSING_STATED']);
  });

  test('counts from its opening where that is later', () => {
    const later: Step = { ...active, tender: { tenderPeriod: { startDate: '2026-05-01T00:00:00Z' } } };
    expect(judge([later])).toEqual(['PLANNED', 'OPENS_LATER']);
    expect(judge([later], new Date('2026-07-29T00:00:00Z'))).toEqual(['OPEN', 'NO_CLOSING_STATED']);
  });

  test('is unknown where a closing date is stated and cannot be read', () => {
    const step: Step = { tag: ['tender'], tender: { status: 'active', tenderPeriod: { endDate: '01/04/2026' } } };
    expect(judge([step])).toEqual(['UNKNOWN', 'CLOSING_UNREADABLE']);
    expect(stateOf([step])).toMatchObject({
      closingStatement: 'UNREADABLE',
      closingRaw: '01/04/2026',
      closingAt: null,
    });
  });
});

describe('dates of a process', () => {
  test('a day without an hour ends where the buyer is', () => {
    const step = (rest: JsonObject): Step => ({
      tag: ['tender'],
      tender: { status: 'active', tenderPeriod: { endDate: '2026-03-20' } },
      ...rest,
    });
    const parties = [{ id: 'b', roles: ['buyer'], address: { countryName: 'Perú' } }];
    expect(stateOf([step({ parties })]).closingAt).toBe('2026-03-21T04:59:59.999Z');
    expect(stateOf([step({})])).toMatchObject({ closingAt: '2026-03-20T23:59:59.999Z', closingStatement: 'DAY_ONLY' });
    const settings = sourceSettings.parse({ timeZone: 'Africa/Johannesburg' });
    expect(stateOf([step({ parties })], settings).closingAt).toBe('2026-03-20T21:59:59.999Z');
  });

  test.each([
    [{ startDate: '2026-03-01T10:00:00Z', durationInDays: 30 }, '2026-03-31T10:00:00.000Z', 'DURATION'],
    [{ startDate: '2026-03-01', durationInDays: '30 days' }, '2026-03-31T23:59:59.999Z', 'DURATION'],
    [{ startDate: '2026-03-01', durationInDays: 30, endDate: 'TBC' }, '2026-03-31T23:59:59.999Z', 'DURATION'],
    [{ startDate: '2026-03-01', durationInDays: 30, endDate: '01/03/2026' }, null, 'UNREADABLE'],
    [{ startDate: '2026-03-01', durationInDays: 0 }, null, 'NOT_STATED'],
    [{ startDate: '1970-01-01', durationInDays: 30 }, null, 'NOT_STATED'],
    [{ startDate: '2026-03-01', durationInDays: 9_999 }, null, 'NOT_STATED'],
    [{ startDate: 'soon', durationInDays: 30 }, null, 'NOT_STATED'],
    [{ durationInDays: 30 }, null, 'NOT_STATED'],
  ])('%j closes at %s (%s)', (tenderPeriod, closingAt, closingStatement) => {
    const state = stateOf([{ tag: ['tender'], tender: { status: 'active', tenderPeriod } }]);
    expect(state).toMatchObject({ closingAt, closingStatement });
  });

  test('it was published when it was first published', () => {
    const first: Step = { tag: ['tender'], tender: { datePublished: '2025-12-24T00:00:00Z', ...open } };
    expect(stateOf([first]).publishedAt).toBe('2025-12-24T00:00:00.000Z');
    expect(stateOf([notice, first]).publishedAt).toBe('2025-12-24T00:00:00.000Z');
    const future: Step = { tag: ['tender'], tender: { datePublished: '2026-12-24T00:00:00Z', ...open } };
    expect(stateOf([future]).publishedAt).toBe('2026-03-01T00:00:00.000Z');
    const never: Step = { tag: ['tender'], tender: { datePublished: '1970-01-01T00:00:00Z', ...open } };
    expect(stateOf([never]).publishedAt).toBe('2026-03-01T00:00:00.000Z');
  });
});

describe('a status in a phrase', () => {
  test.each([
    ['Cancelled by the procuring entity', 'CANCELLED'],
    ['Cancelado por la entidad', 'CANCELLED'],
    ['unsuccessful - no bids', 'UNSUCCESSFUL'],
    ['No adjudicado', 'UNSUCCESSFUL'],
    ['Declared deserted', 'UNSUCCESSFUL'],
    ['Not yet awarded', 'PENDING'],
    ['award recommended', 'PENDING'],
    ['Отменён', 'CANCELLED'],
    ['Tender gekanselleer', 'CANCELLED'],
    ['Kansellasie', 'CANCELLED'],
    ['Kennisgewing van nie-toekenning', 'UNSUCCESSFUL'],
    ['Nie-toekenning', 'UNSUCCESSFUL'],
    ['Notice of non-award', 'UNSUCCESSFUL'],
    ['ingetrek', 'CANCELLED'],
    ['Contract Signed', 'AWARDED'],
    ['adjudicacion dudosa', null],
    ['Award accepted', 'AWARDED'],
    ['Letter of intent', 'PENDING'],
    ['On appeal', 'PENDING'],
    ['Pérdida de la buena pro', 'CANCELLED'],
    ['Set aside', 'CANCELLED'],
    ['Não homologado', 'UNSUCCESSFUL'],
    ['Regret', 'UNSUCCESSFUL'],
    ['Ready for award', null],
    ['partially cancelled', null],
    ['not cancelled', null],
    ['awarded maybe', null],
    ['Award process', null],
    ['Tender award stage', null],
    ['Contract award procedure', null],
    ['Award status', null],
    ['Process awarded', 'AWARDED'],
    ['Contract was awarded by council', 'AWARDED'],
  ])('of an award: %s is %s', (word, meaning) => {
    expect(readAwardWord(word)).toBe(meaning);
  });

  test.each([
    ['Closed - under evaluation', 'OVER'],
    ['Cancelled and re-advertised', 'CANCELLED'],
    ['En licitación', 'ACTIVE'],
    ['closed unless extended', null],
    ['Open question', null],
    ['Open for submissions', 'ACTIVE'],
    ['Tender currently open', 'ACTIVE'],
    ['Open (extended)', 'ACTIVE'],
    ['Closes soon', 'ACTIVE'],
    ['Tender awarded', 'AWARDED'],
    ['Closed - awarded', 'AWARDED'],
    ['Awarded (contract signed)', 'AWARDED'],
    ['For award', null],
    ['Open - awarded', null],
    ['Not open', null],
    ['Award process', null],
    ['Tender award stage', null],
    ['Adjudicación proceso', null],
    ['Open procedure', null],
    ['Open tender', null],
    ['Open tender process', null],
    ['Open tendering', null],
    ['Open bidding', null],
    ['Open status', null],
    ['Tender process open', 'ACTIVE'],
    ['Has been published', 'ACTIVE'],
    ['Procedimiento abierto', null],
    ['Licitación abierta', null],
    ['Open procedure by council', null],
    ['Procédure ouverte', null],
    ['Was open', null],
    ['Tender was open', null],
    ['Tender is open', 'ACTIVE'],
    ['Process closed', 'OVER'],
    ['Proceso adjudicado', 'AWARDED'],
    ['Licitación publicada', 'ACTIVE'],
    ['Was awarded', 'AWARDED'],
    ['Re-advertised', null],
    ['Suspended', null],
    ['Award pending', 'OVER'],
    ['Pendiente de adjudicación', 'OVER'],
    ['Abgelaufen', 'OVER'],
    ['Finalised', 'OVER'],
    ['Bids rejected', 'UNSUCCESSFUL'],
    ['Déclarée infructueuse', 'UNSUCCESSFUL'],
    ['Aufhebung', 'CANCELLED'],
    ['Desistimiento', 'CANCELLED'],
    ['Terminado anormalmente después de convocado', 'CANCELLED'],
    ['Deleted', 'CANCELLED'],
    ['Anuncio previo', 'PLANNED'],
    ['Pre-publication', 'PLANNED'],
    ['Ogłoszone', 'ACTIVE'],
    ['Rozstrzygnięte', 'AWARDED'],
  ])('of a tender: %s is %s', (word, meaning) => {
    expect(readTenderWord(word)).toBe(meaning);
  });
});

test('a tender that closes years ahead is open for 18 months after its newest release', () => {
  const far: Step = {
    tag: ['tender'],
    tender: { status: 'active', tenderPeriod: { endDate: '2050-01-01T00:00:00Z' } },
  };
  expect(judge([far], new Date('2027-08-31T23:59:59Z'))).toEqual(['OPEN', 'CLOSING_AHEAD']);
  expect(judge([far], new Date('2027-09-01T00:00:00Z'))).toEqual(['UNKNOWN', 'SILENT_TOO_LONG']);
  expect(judge([far], new Date('2050-01-01T00:00:00Z'))).toEqual(['CLOSED', 'CLOSING_PASSED']);
});

describe('a process that was declared over before its closing date', () => {
  const award = { awards: [{ id: 'a', status: 'active', suppliers: [{ name: 'S' }] }] };
  const complete: Step = { tag: ['award'], tender: { status: 'complete' }, ...award };
  const byTag: Step = { tag: ['complete'], tender: { id: '1' }, ...award };
  const awarded = ['AWARDED', 'AWARD_PUBLISHED'];

  test.each<[string, readonly Step[], readonly string[]]>([
    ['by status, in one release', [{ ...complete, tender: { status: 'complete', ...open } }], awarded],
    ['by status, in a later release', [notice, complete], awarded],
    ['by tag', [notice, byTag], awarded],
    ['by a status that says awarded', [notice, { ...complete, tender: { status: 'Adjudicado' } }], awarded],
    ['and has a document since', [notice, complete, { tag: ['tenderUpdate'], tender: { title: 'x' } }], awarded],
    [
      'by a contract',
      [notice, { tag: ['contract'], tender: { status: 'closed' }, contracts: [{ id: 'c', status: 'active' }] }],
      ['AWARDED', 'CONTRACT_PUBLISHED'],
    ],
    ['by tag, without an award', [notice, { tag: ['complete'], tender: { id: '1' } }], ['CLOSED', 'PUBLISHER_STATUS']],
    [
      'and is active again',
      [notice, complete, { tag: ['tenderUpdate'], tender: { status: 'active' } }],
      ['OPEN', 'CLOSING_AHEAD'],
    ],
    [
      'and closes later',
      [notice, complete, { tag: ['tenderUpdate'], tender: { tenderPeriod: { endDate: '2026-05-01T10:00:00Z' } } }],
      ['OPEN', 'CLOSING_AHEAD'],
    ],
    ['by nothing but its award', [notice, { ...complete, tender: { status: 'active' } }], ['OPEN', 'CLOSING_AHEAD']],
  ])('%s', (_name, steps, expected) => {
    expect(judge(steps)).toEqual(expected);
  });
});

test('an award has an outcome of its own, by its status or by what cancels it', () => {
  const awards = [
    { id: '1', status: 'Adjudicado', suppliers: [{ name: 'S' }] },
    { id: '2', status: 'desierto', suppliers: [{ name: 'S' }] },
    { id: '3', suppliers: [{ name: 'S' }] },
    { id: '4', status: 'xyz', suppliers: [{ name: 'S' }] },
  ];
  const cancelled: Step = { tag: ['awardCancellation'], awards: [{ id: '3' }] };
  expect(stateOf([{ tag: ['award'], tender: {}, awards }]).awardOutcomes).toEqual([
    ...['AWARDED', 'UNSUCCESSFUL', 'AWARDED', 'UNKNOWN'],
  ]);
  expect(stateOf([{ tag: ['award'], tender: {}, awards }, cancelled]).awardOutcomes[2]).toBe('CANCELLED');
});

test('words are read however they are written, each in one table once, and with a date', () => {
  expect(['Cancelled', 'ANNULÉE', 'active.tendering', 'Oop', 'gibberish', ''].map(readTenderWord)).toEqual([
    ...['CANCELLED', 'CANCELLED', 'ACTIVE', 'ACTIVE'],
    ...[null, null],
  ]);
  expect(['DESIERTA', 'Toegeken', 'pending'].map(readAwardWord)).toEqual(['UNSUCCESSFUL', 'AWARDED', 'PENDING']);
  for (const table of [tenderStatusWords, awardStatusWords, contractStatusWords]) {
    const words = table.flatMap((row) => row.words);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    for (const { since } of table) expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
  }
});
