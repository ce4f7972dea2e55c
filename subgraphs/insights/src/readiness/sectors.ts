/** Sectors that tenders and company profiles can be recognised by, with the beginnings of words that name them. */
const vocabulary: Readonly<Record<string, readonly string[]>> = {
  construction: [
    'construct',
    'building',
    'civil',
    'road',
    'bridge',
    'pav',
    'earthwork',
    'renovat',
    'refurbish',
    'stormwater',
  ],
  electrical: ['electric', 'switchgear', 'substation', 'solar', 'generator'],
  water: ['water', 'sewer', 'sanitation', 'plumb', 'borehole', 'wastewater'],
  technology: [
    'computer',
    'software',
    'ict',
    'information technology',
    'programming',
    'telecommunic',
    'network',
    'cyber',
    'data cent',
  ],
  health: ['health', 'medical', 'pharma', 'hospital', 'clinic', 'nursing', 'surgical'],
  security: ['security', 'guarding', 'cctv', 'surveillance'],
  cleaning: ['cleaning', 'hygiene', 'pest', 'fumigat', 'laundry'],
  catering: ['catering', 'food', 'beverage', 'meal'],
  transport: ['transport', 'vehicle', 'fleet', 'freight', 'courier', 'logistic', 'car hire'],
  travel: ['travel', 'accommodation', 'tourism', 'conference', 'venue'],
  consulting: ['consult', 'advisory', 'professional service', 'research', 'facilitat'],
  engineering: ['engineer', 'architect', 'quantity survey', 'geotechnical', 'land survey'],
  finance: ['financ', 'account', 'audit', 'insurance', 'bank'],
  legal: ['legal', 'attorney', 'conveyanc', 'litigation'],
  education: ['education', 'training', 'school', 'learnership', 'teaching'],
  agriculture: ['agricultur', 'farm', 'livestock', 'seed', 'irrigation', 'forestry'],
  waste: ['waste', 'refuse', 'landfill', 'recycl'],
  printing: ['print', 'stationery', 'publishing'],
  clothing: ['clothing', 'uniform', 'textile', 'footwear', 'protective wear'],
  furniture: ['furniture', 'office chair'],
  marketing: ['advertis', 'marketing', 'communication campaign', 'branding', 'market research'],
  mining: ['mining', 'quarr', 'coal'],
  property: ['real estate', 'property', 'lease', 'rental of office'],
};

/** The sectors a text names. */
export function sectorsIn(text: string): ReadonlySet<string> {
  const lower = text.toLowerCase();
  const found = Object.entries(vocabulary).filter(([, beginnings]) =>
    beginnings.some((beginning) => hasWordFrom(lower, beginning)),
  );
  return new Set(found.map(([sector]) => sector));
}

/** True when every word of the term (its beginning, so that plurals match) is in the text. */
export function isNamedIn(term: string, text: string): boolean {
  const lower = text.toLowerCase();
  const stems = (term.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 2 && word !== 'and')
    .map((word) => (word.length > 5 ? word.slice(0, -2) : word));
  return stems.length > 0 && stems.every((stem) => hasWordFrom(lower, stem));
}

function hasWordFrom(lower: string, beginning: string): boolean {
  for (let at = lower.indexOf(beginning); at !== -1; at = lower.indexOf(beginning, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(lower.charAt(at - 1))) return true;
  }
  return false;
}
