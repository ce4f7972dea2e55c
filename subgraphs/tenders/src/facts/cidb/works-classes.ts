/** Classes of construction works that the CIDB registers contractors in, with what each stands for. */
export const worksClasses = {
  CE: 'Civil engineering',
  EB: 'Electrical engineering: building',
  EP: 'Electrical engineering: infrastructure',
  GB: 'General building',
  ME: 'Mechanical engineering',
  SB: 'Asphalt works',
  SC: 'Building excavations, shaft sinking and lateral earth support',
  SD: 'Corrosion protection',
  SE: 'Demolition and blasting',
  SF: 'Fire prevention and protection',
  SG: 'Glazing, curtain walls and shop fronts',
  SH: 'Landscaping, irrigation and horticultural works',
  SI: 'Lifts, escalators and travellators',
  SJ: 'Piling and other foundations',
  SK: 'Road markings and signage',
  SL: 'Structural steelwork',
  SM: 'Timber buildings and structures',
  SN: 'Waterproofing',
  SO: 'Water supply and drainage for buildings',
  SQ: 'Fencing',
} as const;

export type WorksClass = keyof typeof worksClasses;

export function isWorksClass(code: string): code is WorksClass {
  return Object.hasOwn(worksClasses, code);
}

/** The words with which the name of a class begins, in small letters. */
export const worksClassOpenings: ReadonlySet<string> = new Set(['general', 'civil', 'mechanical', 'electrical']);

/** Classes named in words. Electrical works alone could be EB or EP, so they need the word that tells them apart. */
export const worksClassWords: readonly { code: WorksClass; words: RegExp }[] = [
  { code: 'GB', words: /general building(?: works?)?/iy },
  { code: 'CE', words: /civil engineering(?: works?)?/iy },
  { code: 'ME', words: /mechanical engineering(?: works?)?/iy },
  { code: 'EP', words: /electrical engineering(?: works?)?\W{0,3}infrastructure/iy },
  { code: 'EB', words: /electrical engineering(?: works?)?\W{0,3}buildings?/iy },
];
