import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { filenameOf } from './normalise-documents.js';
import { normaliseTender } from './normalise-tender.js';
import { readProvince } from '@hub/runtime/provinces';
import { sourceSettings, standardSettings } from '../source-settings.js';
import { tenderStatusAt } from '../status/status-at.js';
import { readAmount } from '../money/read-money.js';

const southAfrica = sourceSettings.parse({
  timeZone: 'Africa/Johannesburg',
  offsetsAreWrong: true,
  titleIsReference: true,
  zeroIsUndisclosed: true,
  plannedLags: true,
  filenameParameter: 'downloadedFileName',
  emptyTexts: ['N/A'],
  placeholderSuppliers: ['non-award'],
  currency: 'ZAR',
});

function notice(tender: JsonObject, rest: JsonObject = {}): JsonObject {
  return {
    ocid: 'ocds-9t57fa-1',
    date: '2026-09-03T00:00:00Z',
    buyer: { id: '804', name: ' Water  Board ' },
    tender,
    ...rest,
  };
}

describe('a South African notice', () => {
  const state = normaliseTender({
    settings: southAfrica,
    compiled: notice({
      id: '168797',
      title: 'RFQ0001253',
      description: 'SUPPLY OF\n A TRACTOR',
      status: 'planning',
      province: 'KwaZulu-Natal',
      value: { amount: 0, currency: 'ZAR' },
      specialConditions: 'N/A',
      procurementMethodDetails: 'Request for Quotation',
      tenderPeriod: { startDate: '2026-09-03T00:00:00Z', endDate: '2026-09-14T11:00:00Z' },
      briefingSession: { isSession: false, compulsory: false, date: '0001-01-01T00:00:00Z', venue: 'N/A' },
      contactPerson: { name: 'A. Person', email: 'a@example.org', telephoneNumber: '+27 11 000 0000' },
      documents: [
        {
          id: 'd1',
          title: 'x.pdf',
          url: 'https://portal.example/home/Download?blobName=1.pdf&downloadedFileName=Bid%20form.pdf',
          datePublished: '2026-09-02T21:41:42Z',
        },
      ],
    }),
  });

  test('has the human title and keeps its number', () => {
    expect(state).toMatchObject({ title: 'SUPPLY OF A TRACTOR', reference: 'RFQ0001253' });
  });

  test('has no value when the amount is 0, and one when it is not', () => {
    expect(state.valueAmount).toBeNull();
    const priced = normaliseTender({ settings: southAfrica, compiled: notice({ value: { amount: 4_500_000 } }) });
    expect(priced).toMatchObject({ valueAmount: '4500000', valueCurrency: 'ZAR' });
  });

  test('closes at South African time although the portal writes Z', () => {
    expect(state).toMatchObject({ closingAt: '2026-09-14T09:00:00.000Z', closingRaw: '2026-09-14T11:00:00Z' });
  });

  test('is live by its dates although its status says planning', () => {
    expect(state).toMatchObject({ publisherStatus: 'planning', lifecycle: 'LIVE' });
  });

  test('has no briefing when the portal writes its sign for none, and one when it announces it', () => {
    expect(state.briefings).toEqual([]);
    const session = { isSession: true, compulsory: true, date: '2026-09-12T10:00:00Z', venue: 'Council Chambers' };
    const briefed = normaliseTender({ settings: southAfrica, compiled: notice({ briefingSession: session }) });
    expect(briefed.briefings).toEqual([
      { key: '1', heldAt: '2026-09-12T08:00:00.000Z', isCompulsory: true, venue: 'Council Chambers' },
    ]);
  });

  test('has its province, contact, buyer and file names', () => {
    expect(state).toMatchObject({
      province: 'KWAZULU_NATAL',
      specialConditions: null,
      contactPhone: '+27 11 000 0000',
      buyer: { key: 'ocds-9t57fa:804', name: 'Water Board' },
    });
    expect(state.documents[0]).toMatchObject({
      key: 'd1',
      scope: 'TENDER',
      filename: 'Bid form.pdf',
      publishedAt: '2026-09-02T19:41:42.000Z',
    });
  });

  test('has an award without a winner when the winner is called none, and the award is none that counts', () => {
    const awarded = normaliseTender({
      settings: southAfrica,
      compiled: notice({}, { awards: [{ id: '1', value: { amount: 0 }, suppliers: [{ name: 'Non-Award' }] }] }),
    });
    expect([awarded.lifecycle, awarded.awardOutcomes]).toEqual(['UNSUCCESSFUL', ['UNSUCCESSFUL']]);
    expect(awarded.awards[0]).toMatchObject({ valueAmount: null, suppliers: [], awardedAt: null });
  });
});

describe('any other notice', () => {
  test('keeps its title and its times, and nothing is estimated at zero', () => {
    const state = normaliseTender({
      settings: standardSettings,
      compiled: notice({
        title: 'Road works',
        value: { amount: 0 },
        tenderPeriod: { endDate: '2026-09-14T11:00:00Z' },
      }),
    });
    expect(state).toMatchObject({ title: 'Road works', valueAmount: null, closingAt: '2026-09-14T11:00:00.000Z' });
  });

  test('takes its name from the contract, the plan or the ocid when the tender has none', () => {
    const named = (rest: JsonObject): string =>
      normaliseTender({ settings: standardSettings, compiled: { ocid: 'o-1', ...rest } }).title;
    expect(named({ contracts: [{ id: '1' }, { id: '2', title: 'Bus shelters' }] })).toBe('Bus shelters');
    expect(named({ planning: { budget: { description: 'A school' } } })).toBe('A school');
    expect(named({})).toBe('o-1');
  });

  test('reads organisations embedded the 1.0 way and by reference into parties', () => {
    const embedded = normaliseTender({
      settings: standardSettings,
      compiled: { ocid: 'ocds-abcdef-1', buyer: { name: 'City', identifier: { scheme: 'GB-LAE', id: 'X1001' } } },
    });
    expect(embedded.buyer).toEqual({
      key: 'GB-LAE:X1001',
      name: 'City',
      localId: null,
      identifierScheme: 'GB-LAE',
      identifier: 'X1001',
    });
    const referred = normaliseTender({
      settings: standardSettings,
      compiled: {
        ocid: 'ocds-abcdef-1',
        buyer: { id: 'p' },
        parties: [{ id: 'p', name: 'City', identifier: { scheme: 'GB-LAE', id: 'X1001' } }],
      },
    });
    expect(referred.buyer).toMatchObject({ key: 'GB-LAE:X1001', name: 'City', localId: 'p' });
  });

  test('tells organisations of unregistered publishers apart by name, since their ids mean nothing', () => {
    const buyerKey = (name: string): string | undefined =>
      normaliseTender({ settings: standardSettings, compiled: { ocid: '100', buyer: { id: '1', name } } }).buyer?.key;
    expect(buyerKey('North')).not.toBe(buyerKey('South'));
  });

  test('ignores list items of which only the id is left, and names those without one by their place', () => {
    const state = normaliseTender({
      settings: standardSettings,
      compiled: notice({
        items: [{ id: 'gone' }, { description: 'a' }, { id: 'x', description: 'b' }, { id: 'x', description: 'c' }],
      }),
    });
    expect(state.items.map(({ key, description }) => [key, description])).toEqual([
      ['#2', 'a'],
      ['x', 'b'],
      ['x#2', 'c'],
    ]);
  });

  test('survives every wrong type', () => {
    const junk = [null, 5, 'x', [], [null], {}, [[{}]], true];
    for (const value of junk) {
      const compiled = {
        ocid: 'o',
        tender: value,
        buyer: value,
        awards: value,
        contracts: value,
        parties: value,
        planning: value,
      };
      expect(normaliseTender({ settings: standardSettings, compiled }).title).toBe('o');
      const inner = {
        ocid: 'o',
        tender: { title: value, value, documents: value, items: value, tenderPeriod: value, status: value },
      };
      expect(normaliseTender({ settings: standardSettings, compiled: inner }).documents).toEqual([]);
    }
  });

  test('keeps text that PostgreSQL can store', () => {
    const { title } = normaliseTender({ settings: standardSettings, compiled: notice({ title: 'a\u0000b \uD800c' }) });
    expect(title).toBe('ab \uFFFDc');
  });
});

describe('small readers', () => {
  test('the file name comes from the parameter, else from the path, else there is none', () => {
    expect(filenameOf('https://x.example/a/b%20c.pdf')).toBe('b c.pdf');
    expect(filenameOf('https://x.example/get?name=z.doc', 'name')).toBe('z.doc');
    expect(filenameOf('https://x.example/get/854f80f6')).toBeNull();
    expect(filenameOf('not an address')).toBeNull();
  });

  test('amounts are exact decimals or nothing', () => {
    expect([0.1, 1e-7, 12345.678, '77.50', -1, 1e18, Number.NaN, '1,000', null].map(readAmount)).toEqual([
      '0.1',
      '0.0000001',
      '12345.678',
      '77.5',
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('provinces are read however they are spelt', () => {
    expect(['Kwazulu Natal', 'NORTH-WEST', 'national', 'Limpopo Province', 'Texas', ''].map(readProvince)).toEqual([
      'KWAZULU_NATAL',
      'NORTH_WEST',
      'NATIONAL',
      'LIMPOPO',
      null,
      null,
    ]);
  });

  test('a live tender is open until its closing time and not a millisecond longer', () => {
    const closingAt = new Date('2026-09-14T09:00:00Z');
    const opensAt = new Date('2026-09-01T00:00:00Z');
    const tender = { lifecycle: 'LIVE' as const, opensAt, closingAt, presumedUntil: null };
    expect(tenderStatusAt(tender, new Date('2026-08-31T23:59:59Z'))).toBe('PLANNED');
    expect(tenderStatusAt(tender, new Date(closingAt.getTime() - 1))).toBe('OPEN');
    expect(tenderStatusAt(tender, closingAt)).toBe('CLOSED');
    expect(tenderStatusAt({ ...tender, lifecycle: 'CANCELLED' }, closingAt)).toBe('CANCELLED');
  });
});
