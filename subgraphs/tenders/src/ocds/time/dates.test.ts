// cspell:disable
import { describe, expect, test } from '@jest/globals';
import { readInstant, readIsoInstant, readStatedInstant } from '../ocds-time.js';
import { closingStatementOf, endOfDay, readClosing } from './closing-date.js';
import { zoneOfCountry } from './country-zones.js';
import { noDates } from './no-dates.js';

const utc = { zone: 'UTC', offsetsAreWrong: false };

describe('spellings of dates', () => {
  test.each([
    ['Mon, 02 Mar 2026 10:00:00 GMT', '2026-03-02T10:00:00.000Z'],
    ['Mon, 2 Mar 2026 10:00:00 +0200', '2026-03-02T08:00:00.000Z'],
    ['2 Mar 2026', '2026-03-02T00:00:00.000Z'],
    ['Monday, 2 March 2026 at 11:30', '2026-03-02T11:30:00.000Z'],
    ['March 2nd, 2026, 2:30 pm', '2026-03-02T14:30:00.000Z'],
    ['02-Mar-2026 12:00 AM', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02  10:00:00Z', '2026-03-02T10:00:00.000Z'],
    ['31/03/2026', '2026-03-31T00:00:00.000Z'],
    ['03/31/2026 9:30', '2026-03-31T09:30:00.000Z'],
    ['11/11/2026', '2026-11-11T00:00:00.000Z'],
    ['02.03.2026 10:00', '2026-03-02T10:00:00.000Z'],
    ['Maandag, 2 Maart 2026 om 11:00', '2026-03-02T11:00:00.000Z'],
    ['lunes, 2 de marzo de 2026 - 11:00 h', '2026-03-02T11:00:00.000Z'],
    ['2 de março de 2026 às 11h', '2026-03-02T11:00:00.000Z'],
    ['le 2 mars 2026 à 11 h 30', '2026-03-02T11:30:00.000Z'],
    ['2. März 2026, 11:00 Uhr', '2026-03-02T11:00:00.000Z'],
    ['2 maart 2026 om 11:00 uur', '2026-03-02T11:00:00.000Z'],
    ['2 marzo 2026 alle ore 11:00', '2026-03-02T11:00:00.000Z'],
    ['2 марта 2026 г. в 11:00', '2026-03-02T11:00:00.000Z'],
    ['2 березня 2026', '2026-03-02T00:00:00.000Z'],
    ['2026年3月2日', '2026-03-02T00:00:00.000Z'],
    ['٢٠٢٦-٠٣-٠٢', '2026-03-02T00:00:00.000Z'],
    ['02MAR2026', '2026-03-02T00:00:00.000Z'],
    ['2\u00a0March\u00a02026 1100hrs', '2026-03-02T11:00:00.000Z'],
    ['2 March 2026, 12:00 noon', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02 11:00 GMT+2', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02T11:00:00−02:00', '2026-03-02T13:00:00.000Z'],
    ['1772445600000', '2026-03-02T10:00:00.000Z'],
    ['1772445600', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02 10:00 UTC', '2026-03-02T10:00:00.000Z'],
    ['20260302T100000Z', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02T10:00:00,250+02', '2026-03-02T08:00:00.250Z'],
    ['2026-06-30T23:59:60Z', '2026-07-01T00:00:00.000Z'],
    ['2026-03-02T10:00:00+14:00', '2026-03-01T20:00:00.000Z'],
    ['2026/03/02 9:00', '2026-03-02T09:00:00.000Z'],
    ['2026.3.2', '2026-03-02T00:00:00.000Z'],
    ['20260302', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02T9:00:00Z', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02T10:00:00+02:00[Africa/Johannesburg]', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02 10:00 SAST', '2026-03-02T08:00:00.000Z'],
    ['Mon Mar 02 2026 10:00:00 GMT+0200 (South Africa Standard Time)', '2026-03-02T08:00:00.000Z'],
    ['/Date(1772445600000)/', '2026-03-02T10:00:00.000Z'],
    ['2 Maart 2026', '2026-03-02T00:00:00.000Z'],
    ['2 de março de 2026', '2026-03-02T00:00:00.000Z'],
    ['2 février 2026 10:00', '2026-02-02T10:00:00.000Z'],
    ['2. März 2026', '2026-03-02T00:00:00.000Z'],
    ['2 March 2026 @11:00', '2026-03-02T11:00:00.000Z'],
    ['2 Mar 2026 11am', '2026-03-02T11:00:00.000Z'],
    ['2 March 2026, 11 a.m.', '2026-03-02T11:00:00.000Z'],
    ['11:00am, 2 March 2026', '2026-03-02T11:00:00.000Z'],
    ['2 March 2026 at 11.00 am', '2026-03-02T11:00:00.000Z'],
    ['Mon Mar  2 11:00:00 UTC 2026', '2026-03-02T11:00:00.000Z'],
    ['the 2nd of March 2026', '2026-03-02T00:00:00.000Z'],
    ['2de Maart 2026', '2026-03-02T00:00:00.000Z'],
    ['2.03.2026 r. godz. 11:00', '2026-03-02T11:00:00.000Z'],
    ['2 марта 2026 года, 11:00', '2026-03-02T11:00:00.000Z'],
    ['202603021100', '2026-03-02T11:00:00.000Z'],
    ['20260302110000', '2026-03-02T11:00:00.000Z'],
    ['2 March 2026 at 13:00 (South African time)', '2026-03-02T11:00:00.000Z'],
    ['2 March 2026 not later than 11:00', '2026-03-02T11:00:00.000Z'],
    ['2026-03-02 at 11:00', '2026-03-02T11:00:00.000Z'],
    ['02/Mar/2026:11:00:00 +0000', '2026-03-02T11:00:00.000Z'],
    ['02.MAR.2026', '2026-03-02T00:00:00.000Z'],
    ['2026-Mar-02', '2026-03-02T00:00:00.000Z'],
    ['2026 March 2', '2026-03-02T00:00:00.000Z'],
    ['Mar 02 2026 11:00:00:000AM', '2026-03-02T11:00:00.000Z'],
    ['Mon 2 March 2026.', '2026-03-02T00:00:00.000Z'],
    ['“2 March 2026”', '2026-03-02T00:00:00.000Z'],
    ['Tues 3 March 2026', '2026-03-03T00:00:00.000Z'],
    ['2 Mart 2026', '2026-03-02T00:00:00.000Z'],
    ['2. března 2026', '2026-03-02T00:00:00.000Z'],
    ['2 Machi 2026', '2026-03-02T00:00:00.000Z'],
    ['2 Maret 2026', '2026-03-02T00:00:00.000Z'],
    ['2 maaliskuuta 2026', '2026-03-02T00:00:00.000Z'],
  ])('%s can mean one moment alone', (text, iso) => {
    expect(readIsoInstant(text)).toBe(iso);
  });

  test.each([
    '02/03/2026',
    '02.13.2026 10:00',
    '2026-03-02T10h00',
    '2 March 2026 10h75',
    '2026-02-30T10:00:00Z',
    '31 Apr 2026',
    'Tue, 02 Mar 2026 10:00:00 GMT',
    '2026-03-02T10:60:00Z',
    '2026-03-02T10:00:61Z',
    '2026-03-02T10:30:60Z',
    '2026-03-02T24:30:00Z',
    '2026-03-02T25:00',
    '2026-03-02T10:00:00+15:00',
    '2026-03-02T10:00:00-13:00',
    '2026-03-02T10:00:00+02:75',
    '2026-03-02 13:00 pm',
    '2026/13/02',
    '2026/03-02',
    '03/02/2026 9:00',
    '01/03/2026',
    '12-11-2026',
    '31/02/2026',
    '45989',
    '2026-03',
    'Closing on 2 March 2026',
    '2 November/December 2026',
    '12-Mar-31',
    '2 March 2026 midnight',
    '202613021100',
    '2026-W10-1',
    '2 listopadu 2026',
    'Tues 2 March 2026',
    'vrydag 2 Maart 2026',
    'tomorrow',
  ])('%s is refused', (text) => {
    expect(readInstant(text)).toBeNull();
  });

  test.each(['1970-01-01T00:00:00Z', '1900-01-01', '9999-12-31T23:59:59Z', '2099-12-31', '0001-01-01', '2038-01-19'])(
    '%s stands for none',
    (text) => {
      expect(readStatedInstant(text, utc)).toBeNull();
    },
  );

  test('every date that stands for none says why and since when', () => {
    for (const { day, reason, since } of noDates) {
      expect(day).toMatch(/^\d{4}(-\d{2}-\d{2})?$/u);
      expect(reason).toMatch(/\.$/u);
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    }
  });
});

describe('a closing date', () => {
  test.each([
    ['2026-04-09T11:00:00+02:00', '2026-04-09T09:00:00.000Z', 'EXACT'],
    ['2026-04-09T11:00', '2026-04-09T16:00:00.000Z', 'EXACT'],
    ['2026-04-09', '2026-04-10T04:59:59.999Z', 'DAY_ONLY'],
    ['9 April 2026', '2026-04-10T04:59:59.999Z', 'DAY_ONLY'],
    ['09/04/2026', null, 'UNREADABLE'],
    ['2026-04-31', null, 'UNREADABLE'],
    ['to be announced', null, 'PLACEHOLDER'],
    ['N/A', null, 'PLACEHOLDER'],
    ['0001-01-01T00:00:00Z', null, 'PLACEHOLDER'],
    ['see the document', null, 'UNREADABLE'],
    ['9999-12-31', null, 'PLACEHOLDER'],
    ['0000-00-00 00:00:00', null, 'PLACEHOLDER'],
    ['01/01/0001 00:00:00', null, 'PLACEHOLDER'],
    ['Invalid date', null, 'PLACEHOLDER'],
    ['NaT', null, 'PLACEHOLDER'],
    ['NaN-NaN-NaN', null, 'PLACEHOLDER'],
    [null, null, 'NOT_STATED'],
  ])('written as %p', (text, at, statement) => {
    expect(readClosing(text, { zone: 'America/Lima', offsetsAreWrong: false })).toEqual({ at, statement });
  });

  test('of a stored row is told by its text', () => {
    const closingAt = new Date('2026-04-09T09:00:00Z');
    expect(closingStatementOf({ closingRaw: '2026-04-09T09:00:00Z', closingAt })).toBe('EXACT');
    expect(closingStatementOf({ closingRaw: '2026-04-09', closingAt })).toBe('DAY_ONLY');
    expect(closingStatementOf({ closingRaw: '09/04/2026', closingAt: null })).toBe('UNREADABLE');
    expect(closingStatementOf({ closingRaw: '1970-01-01', closingAt: null })).toBe('PLACEHOLDER');
    expect(closingStatementOf({ closingRaw: null, closingAt: null })).toBe('NOT_STATED');
  });

  test('goes out as the last second of its day', () => {
    expect(endOfDay('2026-04-09', 'Africa/Johannesburg')).toBe('2026-04-09T23:59:59+02:00');
    expect(endOfDay('2026-04-09', 'America/Lima')).toBe('2026-04-09T23:59:59-05:00');
    expect(endOfDay('2026-04-09', 'UTC')).toBe('2026-04-09T23:59:59Z');
    expect(endOfDay('2026-04-09T10:00:00Z', 'UTC')).toBeNull();
  });
});

test('countries have zones by code and by name, however they are written', () => {
  expect(['ZA', 'South Africa', 'PERÚ', 'república dominicana', 'Atlantis', '', null].map(zoneOfCountry)).toEqual([
    'Africa/Johannesburg',
    'Africa/Johannesburg',
    'America/Lima',
    'America/Santo_Domingo',
    null,
    null,
    null,
  ]);
});
