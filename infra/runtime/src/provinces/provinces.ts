/** Provinces of South Africa, and National: a tender for the whole country, which matches every province. */
export const provinces = [
  'EASTERN_CAPE',
  'FREE_STATE',
  'GAUTENG',
  'KWAZULU_NATAL',
  'LIMPOPO',
  'MPUMALANGA',
  'NORTHERN_CAPE',
  'NORTH_WEST',
  'WESTERN_CAPE',
  'NATIONAL',
] as const;

export type Province = (typeof provinces)[number];

const byLetters = new Map<string, Province>(provinces.map((name) => [name.replaceAll('_', ''), name]));

/** Reads a province however it is spelt: "Kwazulu Natal", "KwaZulu-Natal". Null for anything else. */
export function readProvince(text: string | null): Province | null {
  if (text === null) return null;
  return (
    byLetters.get(
      text
        .toUpperCase()
        .replaceAll(/[^A-Z]/gu, '')
        .replace(/PROVINCE$/u, ''),
    ) ?? null
  );
}
