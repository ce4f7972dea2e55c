/** Sectors that tenders and company profiles are recognised by, with the beginnings of the words that name them. */
const vocabulary = [
  [
    'construction',
    'construct|civil work|civil engineering work|building work|building and civil|road|bridge|pavement|paving|earthwork|renovat|refurbish|stormwater|regravel|re-gravel|betterment|resurfac|asphalt|sport field|sportfield|sports field|slab|fencing|fence|ablution|carport|roof|roundabout|access road|storm damage|reconstruct|rehabilitation of|sewer|pipeline|reservoir|water reticulation|treatment works|parking area|concrete work|structural work|staircase|cupboard|facade|borehole drilling|demolition|painting of|tiling|waterproof|upgrading of|general building|partition|steel gate|bulk water|water supply scheme|water meter|construcción|pavimento|empedrado|ampliación|obra|rehabilitación|ремонт даху|будівниц|travaux|construção',
  ],
  [
    'electrical',
    'electric|switchgear|substation|solar|generator|transformer|power cable|cable install|street light|streetlight|luminaire|lighting|high voltage|medium voltage|mv/lv|power station refurb|renewable energy|capacitor bank|backup system|inverter|conductor|power quality|uninterrupted power|ups |eléctric|rectificador|електрич',
  ],
  [
    'mechanical',
    'mechanical|dust handling|plant maintenance|hvac|air condition|aircon|lift|elevator|boiler|pump|valve|actuator|compressor|fire detection|fire-fighting|firefighting|fire fighting|fire extinguisher|sprinkler|refrigerat|calibrat|machine|gearbox|bearing|conveyor',
  ],
  [
    'technology',
    'computer|software|ict|information technology|it service|it equipment|programming|telecommunic|network infrastructure|network equip|network and security|network maint|wireless|computer network|data network|cyber|data cent|laptop|desktop|server|licen[cs]e renewal|licences|licenses|vmware|adobe|microsoft 365|sql|erp|sap |sage|website develop|website design|website hosting|website maint|web-based|web based|wifi|wi-fi|internet|bandwidth|fibre|fiber|firewall|cloud|digital transformation|digital platform|digital technolog|digital system|digital solution|dashboard|database|system development|performance management system|peripheral|printer|toner|telefónic|planta externa|superfast|telecentr|agent/platform|smart meter|power system control|helpdesk|it support|lan infrastructure|switch and wireless|siem|security operations cent|information system|dispatch solution|radio planning|informática|informatico|paquetes y programas|red de datos|computación|комп’ютер|програмн',
  ],
  [
    'health',
    'health service|medical|pharma|medicine|hospital equip|clinic equip|nursing|surgical|dental|locum|laborator|hematolog|haematolog|analyzer|analyser|ambulance|psycholog|occupational health|biological and physical|full assessment|curación|медич|масаж',
  ],
  [
    'security',
    'security service|guarding|guard service|physical security|security guard|armed response|access control service|cctv|surveillance|patrol|cash in transit|monitoring and prevention of theft|security and investigation|prevention of theft|vigilancia|охорон',
  ],
  ['cleaning', 'cleaning|hygiene|pest control|fumigat|laundry|sanitary bin|limpieza|прибиранн'],
  [
    'waste',
    'waste collect|waste management|waste removal|refuse removal|refuse|landfill|recycl|waste disposal|skip bin|scrap',
  ],
  [
    'catering',
    'cater|food|beverage|meal|canteen|bakery|grocer|bread|milk|хліб|харчуван|кава|овоч|банан|fruta|alimento',
  ],
  [
    'transport',
    'transport|fleet|freight|courier|logistic|car hire|shuttle|bus service|helicopter|aviation|airship|vessel',
  ],
  ['vehicles', 'vehicle|tractor|truck|trailer|tyre|excavator|plant hire|yellow fleet|sweeper|bakkie|motor'],
  ['travel', 'travel|accommodation|tourism|conference|venue|event management|hotel'],
  [
    'consulting',
    'consult|advisory|personal t[eé]cnico|study|business case|research|feasibility|strategy|facilitat|business plan|valuation|valuer|recruitment|headhunt|translation|disaster management plan|revenue enhancement|social facilitation|policy|mobili[sz]ation|profesional|asesor|servicios profesionales|personal temporal|прожект',
  ],
  [
    'engineering',
    'engineering service|engineer|desarrollo urbano|protecci[oó]n contra incendio|architect|quantity survey|geotechnical|geohydrolog|land survey|survey of|general plans|multidisciplinary|multi-disciplinary|town planning|land development application|rezoning|subdivision|desalination project|master plan|sísmico|estructural',
  ],
  [
    'social',
    'community based|community-based|housing advice|direct payment|reablement|wellbeing|social care|care service|support service|early childhood|outreach|víctimas',
  ],
  ['environment', 'environment|ambiental|wetland|conservation|biodivers|air quality|waste water discharge'],
  ['finance', 'financ|account|audit|insurance|bank|pension|actuar|broker|vending|billing|investment'],
  ['legal', 'legal|attorney|conveyanc|litigation|law firm|jurídic'],
  [
    'education',
    'education|training|school furniture|learnership|teaching|course|skills development|curriculum|tutor|textbook',
  ],
  [
    'agriculture',
    'agricultur|farm|livestock|seed|irrigation|forestry|alien|invasive|vegetation|grass|horticultur|garden|landscap|feed|veterinar|slasher|clearing|bush',
  ],
  ['printing', 'print|stationery|publishing|photostat|paper|formas impresas|escritorio|newsletter|signage'],
  ['clothing', 'clothing|uniform|textile|footwear|protective wear|ppe|shoes|boots|overall|blanket|головний убір'],
  [
    'furniture',
    'furniture|office chair|chairs|desks|blind|curtain|doormat|mattress|oficina equipo|equipo de oficina|столи',
  ],
  [
    'marketing',
    'advertis|marketing|media buying|communication campaign|branding|promotion|public relations|audio-visual|videograph|photograph|comunicación',
  ],
  ['mining', 'mining|quarr|coal|drilling rig|ash '],
  [
    'property',
    'real estate|property|lease of|leasing of|office building|office space|office accommodation|rental of|restaurant|arrendamiento|inmueble|erf ',
  ],
  ['chemicals', 'chemical|chlorin|oil|grease|fuel|lubricant|gas cylinder|reagent|paint '],
  [
    'materials',
    'building material|building and maintenance material|maintenance material|профіль|decoration|padlocks|concrete stone|concrete product|cement|brick|sand|timber|hardware|plumbing material|pipes|railway material|reinforcement|steel|padlock|working tools|tools|wheels|consumables|cold mix|blocks|bins|bags|barcode|plugs',
  ],
] as const;

export type Sector = (typeof vocabulary)[number][0];

const patterns = vocabulary.map(
  ([sector, words]) => [sector, new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})`, 'giu')] as const,
);

/** A sector that a text names, and where it first does. */
export interface NamedSector {
  readonly sector: Sector;
  readonly at: number;
  readonly word: string;
}

/** The sectors a text names, in the order in which it names them. */
export function sectorsNamed(text: string): readonly NamedSector[] {
  return patterns
    .flatMap(([sector, pattern]) => {
      const [first] = text.matchAll(pattern);
      return first === undefined ? [] : [{ sector, at: first.index, word: first[0] }];
    })
    .toSorted((left, right) => left.at - right.at);
}

/** True when every word of the term (its beginning, so that plurals match) is in the text. */
export function isNamedIn(term: string, text: string): boolean {
  const lower = text.toLowerCase();
  const stems = (term.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 2 && word !== 'and' && word !== 'services' && word !== 'service')
    .map((word) => (word.length > 5 ? word.slice(0, -2) : word));
  return stems.length > 0 && stems.every((stem) => hasWordFrom(lower, stem));
}

function hasWordFrom(lower: string, beginning: string): boolean {
  for (let at = lower.indexOf(beginning); at !== -1; at = lower.indexOf(beginning, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(lower.charAt(at - 1))) return true;
  }
  return false;
}
