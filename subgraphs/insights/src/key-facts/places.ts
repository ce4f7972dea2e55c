import { readProvince, type Province } from '@hub/runtime/provinces';

// Postal codes by the regions of the post office; within a range the province is the one most of it lies in.
const ranges: readonly (readonly [from: number, to: number, province: Province])[] = [
  [1, 249, 'GAUTENG'],
  [250, 499, 'NORTH_WEST'],
  [500, 999, 'LIMPOPO'],
  [1000, 1399, 'MPUMALANGA'],
  [1400, 1946, 'GAUTENG'],
  [1947, 1949, 'FREE_STATE'],
  [1950, 2199, 'GAUTENG'],
  [2200, 2499, 'MPUMALANGA'],
  [2500, 2899, 'NORTH_WEST'],
  [2900, 4730, 'KWAZULU_NATAL'],
  [4731, 6499, 'EASTERN_CAPE'],
  [6500, 8099, 'WESTERN_CAPE'],
  [8100, 8999, 'NORTHERN_CAPE'],
  [9300, 9999, 'FREE_STATE'],
];
// Towns that tenders name without a code.
const townsOf: Partial<Record<Province, string>> = {
  GAUTENG: 'johannesburg, pretoria, tshwane, midrand, germiston, kempton park, centurion, sandton',
  KWAZULU_NATAL: 'durban, ethekwini, pietermaritzburg, richards bay',
  WESTERN_CAPE: 'cape town, stellenbosch, george, paarl',
  FREE_STATE: 'bloemfontein, mangaung, welkom',
  EASTERN_CAPE: 'gqeberha, port elizabeth, east london, mthatha',
  LIMPOPO: 'polokwane, thohoyandou, lephalale',
  MPUMALANGA: 'mbombela, nelspruit, emalahleni, witbank',
  NORTHERN_CAPE: 'kimberley, upington',
  NORTH_WEST: 'mahikeng, rustenburg, potchefstroom',
};
const towns = new Map(
  Object.entries(townsOf).flatMap(([province, names]) =>
    names.split(', ').map((town): [string, Province | null] => [town, readProvince(province)]),
  ),
);
const townPattern = new RegExp(`\\b(${[...towns.keys()].join('|')})\\b`, 'iu');

/** Where a tender is carried out, as far as its fields tell. */
export interface Place {
  /** The province of the field or, where that is missing or says National, the one of the postal code or the town. */
  readonly province: Province | null;
  /** As people write it: "Standerton, 2430, Mpumalanga". */
  readonly name: string | null;
  /** What told the province. */
  readonly by: 'FIELD' | 'POSTAL_CODE' | 'TOWN' | null;
}

const emptyPart = /^(?:n\/?a|none|national|various|0+|tbc|tba|kzn|gp|wc|ec|nc|nw|fs|lp|mp|-)?$/iu;

/** Reads the place out of the province and the delivery location, "street - suburb - town - code". */
export function placeOf(province: string | null, deliveryLocation: string | null): Place {
  const stated = readProvince(province);
  const parts = (deliveryLocation ?? '')
    .split(/\s*(?:,|\s-\s?|-(?=\p{Lu}|\d|\s|$))\s*/u)
    .map((part) => part.replaceAll(/\s+/gu, ' ').trim())
    .filter((part) => !emptyPart.test(part));
  const code = parts.findLast((part) => /^\d{4}$/u.test(part)) ?? null;
  const town =
    parts.findLast((part) => part !== code && /^[\p{L}\s'()-]{3,40}$/u.test(part) && readProvince(part) === null) ??
    null;
  const byCode = code === null ? null : provinceOfCode(Number(code));
  const known = townPattern.exec(deliveryLocation ?? '')?.[1];
  const byTown = known === undefined ? null : (towns.get(known.toLowerCase()) ?? null);
  const isOpen = stated === null || stated === 'NATIONAL';
  const found = isOpen ? (byCode ?? byTown) : stated;
  const by = found === null ? null : isOpen ? (byCode === null ? 'TOWN' : 'POSTAL_CODE') : 'FIELD';
  // One of the two is wrong, and nothing tells which.
  const isElsewhere = by === 'FIELD' && byTown !== null && byTown !== found;
  const name = [
    isElsewhere || town === null ? null : inCase(town),
    isElsewhere ? null : code,
    found === null ? null : nameOfProvince(found),
    isElsewhere ? `though the address is in ${inCase(known ?? '')}` : null,
  ]
    .filter((part, index, all) => part !== null && all.indexOf(part) === index)
    .join(', ');
  return { province: found ?? stated, name: name === '' ? null : name, by };
}

function provinceOfCode(code: number): Province | null {
  return ranges.find(([from, to]) => from <= code && code <= to)?.[2] ?? null;
}

function inCase(town: string): string {
  return town === town.toUpperCase()
    ? town.toLowerCase().replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
    : town;
}

function nameOfProvince(province: Province): string {
  return province === 'KWAZULU_NATAL' ? 'KwaZulu-Natal' : inCase(province.replaceAll('_', ' '));
}
