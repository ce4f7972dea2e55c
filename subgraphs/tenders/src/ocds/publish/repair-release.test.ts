import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { repairRelease } from './repair-release.js';
import type { RepairCounts } from './repairs.js';

function repaired(release: JsonObject, timeZone = 'UTC'): { release: JsonObject; counts: Record<string, number> } {
  const counts: RepairCounts = new Map();
  const before = structuredClone(release);
  const result = repairRelease(release, { counts, timeZone });
  expect(release).toEqual(before);
  return { release: result, counts: Object.fromEntries(counts) };
}

/** A tender that needs nothing, in a release that needs nothing. */
const tender = (fields: JsonObject): JsonObject => ({
  ocid: 'o',
  initiationType: 'tender',
  tender: { id: 't', ...fields },
});

describe('repairing a release', () => {
  test('leaves what is valid alone, and extensions as they are', () => {
    const release = tender({
      title_fr: 'Pompes',
      lots: [{ id: 1, note: null, empty: {} }],
      tenderPeriod: { endDate: '2026-02-01T11:00:00.5+02:00' },
      value: { amount: 0, currency: 'ZAR' },
      numberOfTenderers: 3,
      x_own: [],
    });
    expect(repaired(release)).toEqual({ release, counts: {} });
  });

  test.each<[string, JsonObject, JsonObject, Record<string, number>]>([
    [
      'dates without an offset, in the zone of the source',
      { tenderPeriod: { startDate: '2026-02-01', endDate: '2026-02-01 11:00' } },
      { tenderPeriod: { startDate: '2026-01-31T22:00:00.000Z', endDate: '2026-02-01T09:00:00.000Z' } },
      { DATE_REWRITTEN: 2 },
    ],
    [
      'addresses that no browser may open',
      {
        documents: [
          { id: 'd', url: 'javascript:alert(1)' },
          { id: 'e', url: 'ftp://files.example.org/e.pdf' },
          { id: 'f', url: 'https://files.example.org/f.pdf' },
        ],
        lots: [
          {
            id: 1,
            documents: [
              { id: 'g', url: ' java\tscript:alert(1)' },
              { id: 'h', title: 'data: none' },
            ],
          },
        ],
        x_links: ['file:///etc/passwd', 'https://example.org'],
      },
      {
        documents: [{ id: 'd' }, { id: 'e' }, { id: 'f', url: 'https://files.example.org/f.pdf' }],
        lots: [{ id: 1, documents: [{ id: 'g' }, { id: 'h', title: 'data: none' }] }],
        x_links: ['https://example.org'],
      },
      { ADDRESS_LEFT_OUT: 4 },
    ],
    [
      'dates that are none',
      { awardPeriod: { startDate: 'soon', endDate: '0001-01-01T00:00:00Z', maxExtentDate: '' } },
      {},
      { DATE_LEFT_OUT: 2, EMPTY_LEFT_OUT: 2 },
    ],
    [
      'midnight at the end of a day, and seconds that do not exist',
      { enquiryPeriod: { endDate: '2026-02-01T24:00:00Z' } },
      { enquiryPeriod: { endDate: '2026-02-02T00:00:00.000Z' } },
      { DATE_REWRITTEN: 1 },
    ],
    ['the spelling of codes', { status: ' Canceled' }, { status: 'cancelled' }, { CODE_RESPELLED: 1 }],
    ['codes of no list', { status: 'awarded' }, {}, { CODE_LEFT_OUT: 1 }],
    [
      'codes with an open field beside them',
      { procurementMethod: 'RFQ', mainProcurementCategory: 'Catering' },
      { procurementMethodDetails: 'RFQ', additionalProcurementCategories: ['Catering'] },
      { CODE_LEFT_OUT: 2, CODE_MOVED: 2 },
    ],
    [
      'codes whose open field is taken',
      { procurementMethod: 'RFQ', procurementMethodDetails: 'Request for quotations' },
      { procurementMethodDetails: 'Request for quotations' },
      { CODE_LEFT_OUT: 1 },
    ],
    [
      'currencies',
      { value: { amount: '12.50', currency: 'zar' }, minValue: { amount: 'much', currency: 'Rand' } },
      { value: { amount: 12.5, currency: 'ZAR' } },
      { TYPE_CONVERTED: 1, CODE_RESPELLED: 1, TYPE_LEFT_OUT: 1, CODE_LEFT_OUT: 1, EMPTY_LEFT_OUT: 1 },
    ],
    [
      'types, where nothing is lost',
      {
        title: 5,
        hasEnquiries: 'true',
        numberOfTenderers: '4',
        submissionMethod: 'written',
        procuringEntity: [{ id: 3 }],
        description: { '#text': 'Pumps', '@lang': 'en' },
      },
      {
        title: '5',
        hasEnquiries: true,
        numberOfTenderers: 4,
        submissionMethod: ['written'],
        procuringEntity: { id: '3' },
        description: 'Pumps',
      },
      { TYPE_CONVERTED: 6, ID_AS_TEXT: 1 },
    ],
    [
      'types, where something would be guessed',
      {
        title: ['a'],
        description_fr: 1.5,
        numberOfTenderers: 2.5,
        hasEnquiries: 'yes',
        procuringEntity: [{ id: 'a' }, { id: 'b' }],
        items: 'all',
      },
      { description_fr: '1.5' },
      { TYPE_LEFT_OUT: 5, TYPE_CONVERTED: 1 },
    ],
    [
      'entries of lists',
      {
        items: [
          null,
          {},
          'x',
          { id: '#3' },
          { description: 'a' },
          { id: 'i' },
          { id: 'i' },
          { description: 'b', quantity: null },
        ],
      },
      { items: [{ id: '#3' }, { description: 'a', id: '#2' }, { id: 'i' }, { description: 'b', id: '#4' }] },
      { EMPTY_LEFT_OUT: 3, TYPE_LEFT_OUT: 1, DUPLICATE_LEFT_OUT: 1, ID_ADDED: 2 },
    ],
    [
      'places that are taken as ids',
      { milestones: [{ title: 'a' }, { id: '#1' }] },
      { milestones: [{ title: 'a', id: '##1' }, { id: '#1' }] },
      { ID_ADDED: 1 },
    ],
    [
      'addresses',
      {
        documents: [
          { id: 'd', url: 'https://example.org/a b[1].pdf?q=ä|#x y' },
          { id: 'e', url: 'www.example.org' },
          { id: 'f', url: ' ' },
        ],
      },
      {
        documents: [
          { id: 'd', url: 'https://example.org/a%20b%5B1%5D.pdf?q=%C3%A4%7C#x%20y' },
          { id: 'e' },
          { id: 'f' },
        ],
      },
      { ADDRESS_ENCODED: 1, ADDRESS_LEFT_OUT: 1, EMPTY_LEFT_OUT: 1 },
    ],
    [
      'changes of amendments',
      { amendment: { id: 1, changes: [{ property: 'hasEnquiries', former_value: false }] } },
      { amendment: { id: '1', changes: [{ property: 'hasEnquiries', former_value: 'false' }] } },
      { ID_AS_TEXT: 1, TYPE_CONVERTED: 1 },
    ],
    [
      'the id of the tender',
      { id: null, title: 'Pumps' },
      { id: 'o', title: 'Pumps' },
      { EMPTY_LEFT_OUT: 1, ID_ADDED: 1 },
    ],
  ])('puts right %s', (_name, given, wanted, counts) => {
    expect(repaired(tender(given), 'Africa/Johannesburg')).toEqual({ release: tender(wanted), counts });
  });

  test('names the award of a contract where there is one only, and leaves out contracts of nobody knows which', () => {
    const contract = { id: 'c', value: { amount: 1 } };
    const one = repaired({ ocid: 'o', initiationType: 'tender', awards: [{ id: 9 }], contracts: [contract] });
    expect(one.release['contracts']).toEqual([{ ...contract, awardID: '9' }]);
    const several = repaired({
      ocid: 'o',
      initiationType: 'tender',
      awards: [{ id: 'a' }, { id: 'b' }],
      contracts: [contract, { ...contract, id: 'd', awardID: 'b' }],
    });
    expect(several.release['contracts']).toEqual([{ ...contract, id: 'd', awardID: 'b' }]);
    expect([one.counts, several.counts]).toEqual([{ ID_AS_TEXT: 1, ID_ADDED: 1 }, { CONTRACT_LEFT_OUT: 1 }]);
    expect(repaired({ ocid: 'o', contracts: [contract] })).toEqual({
      release: { ocid: 'o', initiationType: 'tender' },
      counts: { CONTRACT_LEFT_OUT: 1, INITIATION_ADDED: 1 },
    });
  });

  test('never reaches a prototype', () => {
    const release: JsonObject = JSON.parse(
      '{"ocid":"o","initiationType":"tender","__proto__":{"polluted":true},"tender":{"id":"t","constructor":"x"}}',
    );
    const { release: result } = repaired(release);
    expect(result).toEqual({ ocid: 'o', initiationType: 'tender', tender: { id: 't', constructor: 'x' } });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});
