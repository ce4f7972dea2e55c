import { describe, expect, test } from '@jest/globals';
import { currencyWords, readCurrency } from './currencies.js';
import { readMoney } from './read-money.js';

const reading = { zeroIsNone: false, emptyTexts: ['geen'] };
const read = (amount: string | number, currency?: string) =>
  readMoney({ amount, ...(currency !== undefined && { currency }) }, reading);

describe('amounts as people write them', () => {
  test.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u00A0234\u202F567,8', '1234567.8'],
    ["1'234'567.05", '1234567.05'],
    ['1’234.50', '1234.5'],
    ['1.234.567', '1234567'],
    ['1,234,567', '1234567'],
    ['12,34,567.00', '1234567'],
    ['2500000.50 ', '2500000.5'],
    ['2500000,50', '2500000.5'],
    ['1234.567', '1234.567'],
    ['0,125', '0.125'],
    ['0.00', '0'],
    ['007', '7'],
    ['R 1 500 000.00', '1500000'],
    ['R1,500,000.00 (incl. VAT)', '1500000'],
    ['ZAR 2 000', '2000'],
    ['1.500,- €', '1500'],
    ['R 1 500,-', '1500'],
    ['€ 1,5 million', '1500000'],
    ['R1.234 million', '1234000'],
    ['R5m', '5000000'],
    ['USD 2bn', '2000000000'],
    ['$ 750', '750'],
    ['R 1 500 000-00', '1500000'],
    ['Rs. 12,34,567.00', '1234567'],
    ['1 000 000 FCFA', '1000000'],
    ['1,5 Mio. EUR', '1500000'],
    ['2 Mrd €', '2000000000'],
    ['5 lakh INR', '500000'],
    ['3.5 crore', '35000000'],
    ['1e6', '1000000'],
    ['1.2345E+5', '123450'],
    ['(0)', '0'],
    ['١٢٣٤', '1234'],
    ['１２３４', '1234'],
    ['R1 234 567.89 (VAT inclusive)', '1234567.89'],
    ['R500 000.00 VAT incl.', '500000'],
    ['R30 000.00 all inclusive', '30000'],
    ['1.250.000 FCFA TTC', '1250000'],
    ['R10-million', '10000000'],
    ['R 10 miljoen', '10000000'],
    ['R4,2 miljard', '4200000000'],
    ['R1.5 mil', '1500000'],
    ['R$ 500 mil', '500000'],
    ['2,5 millones de pesos', '2500000'],
    ['3 millions d’euros', '3000000'],
    ['3 milhões de reais', '3000000'],
    ['1,5 Millionen Euro', '1500000'],
    ['1 mln zł', '1000000'],
    ['1,5 млн грн', '1500000'],
    ['KSh 3,500,000/=', '3500000'],
    ['Rs 5,00,000/-', '500000'],
    ["CHF 12'500.–", '12500'],
    ['1 500 000,- Kč', '1500000'],
    ['1.250.000 kr.', '1250000'],
    ['R 1 500 000.00 ZAR', '1500000'],
    ['ZAR R 1 500 000.00', '1500000'],
    ['$1.5M USD', '1500000'],
    ['$1,250,000.00 M.N.', '1250000'],
    ['125 000 F CFA', '125000'],
    ['\u202aR 1 500\u202c', '1500'],
  ])('%s', (text, amount) => {
    expect(read(text).amount).toBe(amount);
  });

  test.each([
    '1.234',
    '1,234',
    'R 1,500',
    '12 34',
    '1,23,45',
    '1.2.3',
    '1,234.567,89',
    '1.234.56',
    '1 000 - 2 000',
    'R 500 000 or more',
    'about 5 million',
    '5 tons',
    'see the documents',
    '-500',
    '(1 500)',
    '1e300',
    '1e-5',
    '5-0',
    '12345678901234567890',
    '1 5 million',
    '€ 500 mil',
    'EUR 500 USD',
    'R 350.00 per hour',
    'R30 000 to R1 000 000',
    '3 years',
    '2 billones',
  ])('%s is stated, and not readable', (text) => {
    expect(read(text, 'ZAR')).toEqual({ amount: null, currency: null, statement: 'UNREADABLE' });
  });

  test.each([
    '',
    '-',
    'N/A',
    'TBC',
    '<NA>',
    'Not disclosed',
    'geen',
    'R nil',
    'R -',
    'ZAR ____',
    'sigiloso',
    'Confidentiel',
  ])('%p states nothing', (text) => {
    expect(read(text, 'ZAR')).toEqual({ amount: null, currency: null, statement: 'NOT_STATED' });
  });

  test.each([
    ['ZAR', undefined, '1500000'],
    ['BRL', undefined, '1500'],
    ['BRL', 'ZAR', '1500'],
    [undefined, 'ZAR', '1500000'],
    ['EUR', 'ZAR', null],
    ['Pesos', 'ZAR', null],
    [undefined, undefined, null],
  ])('1.5 mil in %s, or usually in %s, is %s', (currency, usual, amount) => {
    const money = { amount: '1.5 mil', ...(currency !== undefined && { currency }) };
    expect(readMoney(money, { ...reading, currency: usual }).amount).toBe(amount);
  });

  test('numbers are numbers, below zero or beyond all reason they cannot be read', () => {
    expect(read(0.1, 'ZAR')).toEqual({ amount: '0.1', currency: 'ZAR', statement: 'STATED' });
    expect([read(-1), read(1e18)].map(({ statement }) => statement)).toEqual(['UNREADABLE', 'UNREADABLE']);
    expect([null, {}, [], { currency: 'ZAR' }].map((value) => readMoney(value, reading).statement)).toEqual([
      ...['NOT_STATED', 'NOT_STATED', 'NOT_STATED', 'NOT_STATED'],
    ]);
    expect(readMoney({ amount: true, currency: 'ZAR' }, reading).statement).toBe('UNREADABLE');
  });

  test.each([
    [999_999_999, 'ZAR'],
    ['99 999 999.99', 'ZAR'],
    [1e15, 'EUR'],
    ['1,000,000,000,000', 'ZAR'],
    ['R 111 111 111', undefined],
    [123_456_789, 'USD'],
    [2_147_483_647, 'EUR'],
    [1e17, 'COP'],
    [5e16, undefined],
  ])('%s in %s stands for none', (amount, currency) => {
    expect(read(amount, currency)).toEqual({ amount: null, currency: null, statement: 'PLACEHOLDER' });
  });

  test.each([
    [999_999, 'ZAR', '999999'],
    [1e9, 'ZAR', '1000000000'],
    [5e14, 'COP', '500000000000000'],
    [1e12, 'IDR', '1000000000000'],
    ['9007199254740993', 'ZAR', '9007199254740993'],
    [9_999_999.5, 'ZAR', '9999999.5'],
  ])('%s in %s is an amount', (amount, currency, exact) => {
    expect(read(amount, currency)).toEqual({ amount: exact, currency, statement: 'STATED' });
  });

  test('an amount without its object is one', () => {
    expect(readMoney('€ 1.234,56', reading)).toEqual({ amount: '1234.56', currency: 'EUR', statement: 'STATED' });
    expect(readMoney(5, reading)).toEqual({ amount: '5', currency: null, statement: 'NO_CURRENCY' });
  });

  test.each([
    [{ amount: { amount: 500, currency: 'ZAR' } }],
    [{ amount: { amount: 500 }, currency: 'ZAR' }],
    [{ amount: { amount: 500, currency: '' }, currencyCode: 'ZAR' }],
    [{ amount: { amount: 500, currency: 'ZAR' }, currency: 'USD' }],
    [{ amount: '500', currency: { code: 'ZAR' } }],
    [{ amount: 500, currencyCode: 'ZAR' }],
    [{ amountNet: 500, currency: 'ZAR' }],
    [{ amount: null, amountGross: 500, currency: 'ZAR' }],
    [{ '#text': '500', '@currencyID': 'ZAR' }],
    [{ amount: ['500'], currency: ['ZAR'] }],
  ])('%j is 500 rand', (value) => {
    expect(readMoney(value, reading)).toEqual({ amount: '500', currency: 'ZAR', statement: 'STATED' });
  });

  test('money in money in money is not readable', () => {
    expect(readMoney({ amount: { amount: { amount: 500 } }, currency: 'ZAR' }, reading).statement).toBe('UNREADABLE');
  });

  test('zero means none where it is an estimate', () => {
    const estimate = { ...reading, zeroIsNone: true };
    expect(readMoney({ amount: '0.00', currency: 'PEN' }, estimate)).toEqual({
      ...{ amount: null, currency: null, statement: 'ZERO' },
    });
    expect(readMoney({ amount: 0, currency: 'PEN' }, reading)).toEqual({
      ...{ amount: '0', currency: 'PEN', statement: 'STATED' },
    });
  });
});

describe('currencies', () => {
  test.each([
    [' ZAR', 'ZAR'],
    ['mdl', 'MDL'],
    ['MNX', 'MXN'],
    ['Rand', 'ZAR'],
    ['EURO', 'EUR'],
    ['€', 'EUR'],
    ['Pesos  Mexicanos', 'MXN'],
    ['S/.', 'PEN'],
    ['Guaraníes', 'PYG'],
    ['S.A. Rand', 'ZAR'],
    ['Suid-Afrikaanse Rand', 'ZAR'],
    ['R/ZAR', 'ZAR'],
    ['U.S. Dollar', 'USD'],
    ['dólares estadounidenses', 'USD'],
    ['dollars américains', 'USD'],
    ['Ksh.', 'KES'],
    ['British Pound', 'GBP'],
    ['Franc CFA BCEAO', 'XOF'],
    ['Norske kroner', 'NOK'],
    ['Svenska kronor', 'SEK'],
    ['Taka', 'BDT'],
    ['тенге', 'KZT'],
    ['CHF (Fr.)', 'CHF'],
    ['ZAR R', 'ZAR'],
    ['R $', 'BRL'],
    ['US $', 'USD'],
    ['MXN $', 'MXN'],
    ['$ MXN', 'MXN'],
    ['JPY ¥', 'JPY'],
    ['EUR €', 'EUR'],
    ['$ R', null],
    ['Rand $', null],
    ['EUR £', null],
    ['USD €', null],
    ['₹ ZAR', null],
    ['Rand/USD', null],
    ['Zimbabwe dollar', null],
    ['Moneda nacional', null],
    ['978', null],
    ['$', null],
    ['Pesos', null],
    ['Dollars', null],
    ['RAN', null],
    ['PES', null],
    ['ZA', null],
    ['XXX', null],
    ['XOF', 'XOF'],
    ['', null],
  ])('%p is %p', (text, code) => {
    expect(readCurrency(text)).toBe(code);
  });

  test('that are stated and not known are said to be so, and never replaced by the usual one', () => {
    const southAfrica = { ...reading, currency: 'ZAR' };
    expect(readMoney({ amount: 5, currency: 'Pesos' }, southAfrica)).toEqual({
      ...{ amount: '5', currency: null, statement: 'CURRENCY_UNKNOWN' },
    });
    expect(readMoney({ amount: 5, currency: ' ' }, southAfrica)).toEqual({
      ...{ amount: '5', currency: 'ZAR', statement: 'STATED' },
    });
    expect(readMoney({ amount: 'R $ 1.500,00', currency: 'BRL' }, reading)).toEqual({
      ...{ amount: '1500', currency: 'BRL', statement: 'STATED' },
    });
    expect(readMoney({ amount: 'R 5' }, reading)).toMatchObject({ amount: '5', currency: 'ZAR' });
    expect(readMoney({ amount: 'R 5', currency: 'Pesos' }, reading)).toMatchObject({ amount: '5', currency: 'ZAR' });
  });

  test('have each word once, a code that exists, and a date', () => {
    const words = currencyWords.flatMap((row) => row.words.split(', '));
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    for (const { code, since } of currencyWords) {
      expect(readCurrency(code)).toBe(code);
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    }
  });
});
