// cspell:ignore kwazulunatal bbee bbbee
import { describe, expect, test } from '@jest/globals';
import { provincesIn, spellQuery, withoutProvinces } from './spell-query.js';

describe('a search text', () => {
  test.each([
    ['road works', `('road' & 'works' | 'roadwork' | 'road' & 'work')`],
    ['pumps and valves', `'pumps' & 'and' & 'valves'`],
    ['"Road, Maintenance" -tyres', `'road' <-> 'maintenance' & !('tyres')`],
    ['-"roll on" "open', `!('roll' <-> 'on') & 'open'`],
    ['constr* pump*works', `'constr':* & 'pump':* & 'works'`],
    ['\'"\\ & | ! () : * - -- <->', ''],
    ['x\0yz', `('x' <-> 'yz' | 'xyz')`],
  ])('keeps what quotes, - and * say: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test.each([
    ['tyre depots or pumps', `('tyre' | 'tire') & 'depots' & 'or' & 'pumps'`],
    ['tyre OR pump', `('tyre' | 'tire') | 'pump'`],
    ['OR pump OR', `'pump'`],
  ])('has an operator only where OR is written in capitals: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test.each([
    ['6CE', `('6ce' | '6' <-> 'ce')`],
    ['6 ce', `('6' <-> 'ce' | '6ce')`],
    ['6 CE PE', `('6' <-> 'ce' <-> 'pe' | '6ce' <-> 'pe' | '6cepe')`],
    ['5 ME', `('5' <-> '0me' | '5me')`],
    ['300mm2', `('300mm2' | '300' <-> 'mm2' | '300' <-> 'mm' <-> '2')`],
    ['300 mm', `('300' <-> 'mm' | '300mm')`],
    ['12,5kg', `('12' <-> '5kg' | '12' <-> '5' <-> 'kg')`],
    ['RFQ12/2025', `('rfq12' <-> '2025' | 'rfq' <-> '12' <-> '2025' | 'rfq122025')`],
    ['RFQ 12/2025', `('rfq' & '12' <-> '2025' | 'rfq12' <-> '2025')`],
    ['RFQ/OBP166', `('rfq' <-> 'obp166' | 'rfq' <-> 'obp' <-> '166' | 'rfqobp166')`],
  ])('finds letters and digits glued and apart: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test.each([
    [
      'B-BBEE',
      `('b' <-> 'bbee' | 'bbbee' | 'b' <-> 'b' <-> 'bee' | 'b' <-> 'b' <-> 'b' <-> 'e' <-> 'e' | 'broad' & 'based' & 'black' & 'economic' & 'empowerment')`,
    ],
    ['re-grassing', `('re' <-> 'grassing' | 'regrassing')`],
    ['re-sealing', `('re' <-> 'sealing' | 'resealing')`],
    ["doctor's bags", `'doctor' & 'bags'`],
    ['M & E works', `'m' & 'e' & 'works'`],
    ['gr 7 ce', `('7' <-> 'ce' | '7ce')`],
    ['grade7CE', `('7' <-> 'ce' | '7ce')`],
    ['cleaning except GP,LP', `'cleaning' & !('gp' | '0gauteng') & !('lp' | '0limpopo')`],
    ['cleaning not in GP', `'cleaning' & !('gp' | '0gauteng')`],
    ['cleaning outside of the EC', `'cleaning' & !('ec' | '0easterncape')`],
    ['V.I.P.', `('v' <-> 'i' <-> 'p' | 'vip')`],
    ['x-ray', `('x' <-> 'ray' | 'xray')`],
    ['bore-holes', `('bore' & 'holes' | 'borehole' | 'bore' & 'hole')`],
    ['wi-fi', `('wi' <-> 'fi' | 'wifi')`],
    ['aluminum', `('aluminum' | 'aluminium')`],
    ['IT', `('0it' | 'ict')`],
    ['it support', `('0it' | 'ict') & 'support'`],
    ['bring it here', `'bring' & 'it' & 'here'`],
    ['cleaning GP', `'cleaning' & ('gp' | '0gauteng')`],
    ['ocds-9t57fa-c4s12', `'0ocds9t57fac4s12'`],
    ['https://portal.example/Home/opportunities?id=132162', `'132162'`],
    ['https://portal.example/notice/ocds-9t57fa-132162/', `'0ocds9t57fa132162'`],
    ['https://portal.example/tenders/132162?tab=2', `'132162'`],
  ])('finds what else means the same: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test.each([
    ['CE 6', `('6' <-> 'ce' | '6ce' | 'ce' <-> '6' | 'ce6')`],
    ['CIDB grade 6 CE or higher', `('6' <-> 'ce' | '6ce')`],
    ['6 ce en hoër', `('6' <-> 'ce' | '6ce')`],
    ['6CEPE', `('6' <-> 'ce' <-> 'pe' | '6ce' <-> 'pe' | '6cepe')`],
    ['6CE/7GB', `('6' <-> 'ce' | '6ce' | '7' <-> 'gb' | '7gb')`],
    ['give me 5', `'give' & ('me' & '5' | 'me5')`],
    ['grade 6 learners', `('grade' & '6' | 'grade6') & 'learners'`],
  ])('finds a grade however it is written: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test.each([
    ['cleaning tenders', `'cleaning'`],
    ['tenders', `'tenders'`],
    ['tender bulletin', `'tender' & 'bulletin'`],
    ['tender number SCM/12/2026', `('scm' <-> '12' <-> '2026' | 'scm12' <-> '2026' | 'scm122026')`],
    ['RFQ nr. 7', `'rfq' & '7'`],
    ['OCID: ocds-9t57fa-c4s12)', `'0ocds9t57fac4s12'`],
    ['www.portal.example/tenders?id=132162', `'132162'`],
    ['tenders.example.org/notices/132162?tab=2', `'132162'`],
    ['portal.gov.za/Home/opportunities?id=132162', `'132162'`],
    ['www.portal.example/132162', `'132162'`],
    [
      'ZNB.DOH/0123/2026',
      `('znb' <-> 'doh' <-> '0123' <-> '2026' | 'znb' <-> 'doh0123' <-> '2026' | 'znbdoh01232026')`,
    ],
    [
      'znb.doh/0123/2026',
      `('znb' <-> 'doh' <-> '0123' <-> '2026' | 'znb' <-> 'doh0123' <-> '2026' | 'znbdoh01232026')`,
    ],
    ['scm.ho/0123/2026', `('scm' <-> 'ho' <-> '0123' <-> '2026' | 'scm' <-> 'ho0123' <-> '2026' | 'scmho01232026')`],
    ['SCM.ENG/RFQ/0123', `('scm' <-> 'eng' <-> 'rfq' <-> '0123' | 'scm' <-> 'eng' <-> 'rfq0123' | 'scmengrfq0123')`],
    ['portal.example/release/ocds-9t57fa-132162.', `'0ocds9t57fa132162'`],
  ])('does not look for words beside what is meant: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test.each([
    ['roads,bridges;kerbs', `'roads' & 'bridges' & ('kerbs' | 'curbs')`],
    ['sewer/sewage', `('sewer' | 'sewage')`],
    ['I.T. support', `('i' <-> 't' | '0it') & 'support'`],
    ['60 m²', `('60' <-> 'm2' | '60' <-> 'm' <-> '2' | '60m2')`],
    ['ｃｌｅａｎｉｎｇ', `'cleaning'`],
    ['10 000 litres', `('10' <-> '000' <-> 'litres' | '10000' <-> 'litres' | '10000litres')`],
    ['36 months', `('36' & 'months' | '36months')`],
    ['24 hour', `('24' & 'hour' | '24hour')`],
    ['10 000 hours', `(('10' <-> '000' | '10000') & 'hours' | ('10' <-> '000hours' | '10000hours'))`],
    ['10,000 litres', `('10' <-> '000' <-> 'litres' | '10000' <-> 'litres' | '10000litres')`],
    ['4 x 4', `('4' <-> 'x' <-> '4' | '4x4' | '4' <-> 'by' <-> '4')`],
    ['O R Tambo', `('o' <-> 'r' <-> 'tambo' | 'or' <-> 'tambo')`],
    ['clinics OR Tambo', `'clinics' & ('or' <-> 'tambo' | 'o' <-> 'r' <-> 'tambo')`],
  ])('takes lists, signs and numbers as they are meant: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  const refused = `'roads' & !('limpopo' | '0limpopo')`;
  test.each([
    ['roads except Limpopo', refused],
    ['roads not GP', `'roads' & !('gp' | '0gauteng')`],
    ['roads except Limpopo and Gauteng', `${refused} & !('gauteng' | '0gauteng')`],
    ['roads except Limpopo, Gauteng', `${refused} & !('gauteng' | '0gauteng')`],
    ['roads except Limpopo,Gauteng', `${refused} & !('gauteng' | '0gauteng')`],
    ['roads except Limpopo, GP or MP', `${refused} & !('gp' | '0gauteng') & !('mp' | '0mpumalanga')`],
    ['roads except Limpopo, and Gauteng', `${refused} & !('gauteng' | '0gauteng')`],
    ['roads except Limpopo, bridges', `${refused} & 'bridges'`],
    ['roads except Limpopo and bridges', `${refused} & 'and' & 'bridges'`],
    ['roads except Limpopo Gauteng', `${refused} & ('gauteng' | '0gauteng')`],
    ['roads except Limpopo OR Gauteng', `${refused} | ('gauteng' | '0gauteng')`],
  ])('leaves out provinces that are refused: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });

  test('finds a province by its name and letters, and by the place a tender states', () => {
    expect(spellQuery('KZN')).toBe(
      `('kzn' | 'kwazulu' & 'natal' | 'kwa' & 'zulu' & 'natal' | 'kwazulunatal' | 'kwazulu' | '0kwazulunatal')`,
    );
  });

  test('of 500 odd characters stays within bounds', () => {
    for (const text of [
      '-'.repeat(500),
      '"'.repeat(500),
      '-"'.repeat(250),
      'a-'.repeat(250),
      'a1'.repeat(250),
      '1 a '.repeat(125),
    ])
      expect(spellQuery(text).length).toBeLessThan(12_000);
  });
});

test.each([
  ['cleaning KZN', ['KWAZULU_NATAL']],
  ['cleaning KwaZulu-Natal or limpopo', ['KWAZULU_NATAL', 'LIMPOPO']],
  ['cleaning "KwaZulu-Natal"', []],
  ['cleaning -limpopo', []],
  ['cleaning GP catering MP', ['GAUTENG', 'MPUMALANGA']],
  ['camera of 12 MP', []],
  ['mp for gp', []],
  ['North West University hostels', []],
  ['hostels North West', ['NORTH_WEST']],
  ['Gauteng roads OR Limpopo roads', ['GAUTENG', 'LIMPOPO']],
  ['Gauteng roads OR catering', []],
  ['Vrystaat skole', ['FREE_STATE']],
  ['roads not KZN', []],
  ['roads except KZN and Limpopo', []],
  ['roads except KZN, Limpopo', []],
  ['roads in GP, MP', ['GAUTENG', 'MPUMALANGA']],
  ['Gauteng,Limpopo', ['GAUTENG', 'LIMPOPO']],
  ['E. Cape roads', ['EASTERN_CAPE']],
  ['Weskaap', ['WESTERN_CAPE']],
  ['cleaning', []],
])('%s names the provinces %j', (text, expected) => {
  expect(provincesIn(text)).toEqual(expected);
});

test('of several provinces any will do', () => {
  expect(spellQuery('limpopo cleaning mpumalanga')).toBe(
    `'cleaning' & (('limpopo' | '0limpopo') | ('mpumalanga' | '0mpumalanga'))`,
  );
});

test.each([
  ['cleaning KZN', 'cleaning "KZN"'],
  ['Eastern  Cape: roads and GP', '"Eastern  Cape:" roads and "GP"'],
  ['cleaning', null],
  ['cleaning "KZN"', null],
])('%j without its provinces is %j', (text, expected) => {
  expect(withoutProvinces(text)).toBe(expected);
});
