const names = [
  'EASTERNCAPE',
  'FREESTATE',
  'GAUTENG',
  'KWAZULUNATAL',
  'LIMPOPO',
  'MPUMALANGA',
  'NORTHERNCAPE',
  'NORTHWEST',
  'WESTERNCAPE',
  'NATIONAL',
];
const short: Readonly<Record<string, string>> = {
  EC: 'EASTERNCAPE',
  FS: 'FREESTATE',
  GP: 'GAUTENG',
  KZN: 'KWAZULUNATAL',
  LP: 'LIMPOPO',
  MP: 'MPUMALANGA',
  NC: 'NORTHERNCAPE',
  NW: 'NORTHWEST',
  WC: 'WESTERNCAPE',
  ALL: 'NATIONAL',
  COUNTRYWIDE: 'NATIONAL',
  NATIONWIDE: 'NATIONAL',
  SOUTHAFRICA: 'NATIONAL',
};

/** Stands for the whole country: it matches every province. */
export const wholeCountry = 'NATIONAL';

/** One spelling for a province however people write it: `KwaZulu-Natal`, `KWAZULU_NATAL`, `KZN`. Null for anything else. */
export function provinceKey(text: string): string | null {
  const letters = text
    .toUpperCase()
    .replaceAll(/[^A-Z]/gu, '')
    .replace(/PROVINCE$/u, '');
  return short[letters] ?? names.find((name) => name === letters) ?? null;
}

/** A stored province as people write it: `KWAZULU_NATAL` is KwaZulu-Natal. */
export function provinceName(stored: string): string {
  if (provinceKey(stored) === 'KWAZULUNATAL') return 'KwaZulu-Natal';
  return stored
    .split('_')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`)
    .join(' ');
}
