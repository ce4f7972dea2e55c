// What bidders and buyers write in several ways, as data.

/** Ways to write one thing. A blank parts words; punctuation between words is read as a blank. */
export const sameThings: readonly (readonly string[])[] = [
  // Abbreviations, and names with initials.
  ['bbbee', 'b bbee', 'b b bee', 'b b b e e', 'broad based black economic empowerment'],
  ['bee level', 'bbbee level', 'b bbee level'],
  ['vip', 'ventilated improved pit'],
  ['ppe', 'personal protective equipment'],
  ['or tambo', 'o r tambo'],
  ['hvac', 'h v a c'],
  ['cctv', 'c c t v', 'closed circuit television'],
  ['4x4', '4 x 4', '4 by 4'],
  ['4x2', '4 x 2'],
  ['phase 1', 'phase i'],
  ['phase 2', 'phase ii'],
  ['phase 3', 'phase iii'],
  ['upvc', 'u pvc'],
  ['tshirt', 't shirt', 'tee shirt'],
  ['bypass', 'by pass'],
  // Words that are written together, apart or with a hyphen.
  ['stormwater', 'storm water'],
  ['wastewater', 'waste water'],
  ['borehole', 'bore hole'],
  ['roadwork', 'road work'],
  ['earthwork', 'earth work'],
  ['brickwork', 'brick work'],
  ['steelwork', 'steel work'],
  ['pipeline', 'pipe line'],
  ['manhole', 'man hole'],
  ['pothole', 'pot hole'],
  ['playground', 'play ground'],
  ['streetlight', 'street light'],
  ['streetlighting', 'street lighting'],
  ['floodlight', 'flood light'],
  ['guardhouse', 'guard house'],
  ['guardrail', 'guard rail'],
  ['classroom', 'class room'],
  ['toolkit', 'tool kit'],
  ['workshop', 'work shop'],
  ['landfill', 'land fill'],
  ['groundwater', 'ground water'],
  ['rainwater', 'rain water'],
  ['switchgear', 'switch gear'],
  ['switchboard', 'switch board'],
  ['database', 'data base'],
  ['website', 'web site'],
  ['email', 'e mail'],
  ['wifi', 'wi fi'],
  ['elearning', 'e learning'],
  ['ewaste', 'e waste'],
  ['xray', 'x ray'],
  ['walkway', 'walk way'],
  ['carport', 'car port'],
  ['firefighting', 'fire fighting'],
  ['waterproofing', 'water proofing'],
  ['minibus', 'mini bus'],
  ['forklift', 'fork lift'],
  ['handwash', 'hand wash'],
  ['airconditioner', 'air conditioner', 'aircon', 'air con'],
  ['airconditioning', 'air conditioning', 'aircon', 'air con'],
  ['photocopier', 'photo copier'],
  ['multiyear', 'multi year'],
  ['photovoltaic', 'photo voltaic'],
  ['subcontractor', 'sub contractor'],
  ['substation', 'sub station'],
  ['healthcare', 'health care'],
];

/** Beginnings of words in British and in American spelling. */
export const spellings: readonly (readonly [british: string, american: string])[] = [
  ['aluminium', 'aluminum'],
  ['anaesth', 'anesth'],
  ['analys', 'analyz'],
  ['authoris', 'authoriz'],
  ['behaviour', 'behavior'],
  ['calibre', 'caliber'],
  ['catalogue', 'catalog'],
  ['categoris', 'categoriz'],
  ['centralis', 'centraliz'],
  ['centre', 'center'],
  ['colour', 'color'],
  ['computeris', 'computeriz'],
  ['customis', 'customiz'],
  ['defence', 'defense'],
  ['digitalis', 'digitaliz'],
  ['digitis', 'digitiz'],
  ['fertilis', 'fertiliz'],
  ['fibre', 'fiber'],
  ['galvanis', 'galvaniz'],
  ['gauge', 'gage'],
  ['grey', 'gray'],
  ['gynaecolog', 'gynecolog'],
  ['haemat', 'hemat'],
  ['harbour', 'harbor'],
  ['jewellery', 'jewelry'],
  ['kerb', 'curb'],
  ['labell', 'label'],
  ['labour', 'labor'],
  ['licenc', 'licens'],
  ['litre', 'liter'],
  ['metre', 'meter'],
  ['mobilis', 'mobiliz'],
  ['modernis', 'moderniz'],
  ['mould', 'mold'],
  ['neighbour', 'neighbor'],
  ['optimis', 'optimiz'],
  ['organis', 'organiz'],
  ['orthopaedic', 'orthopedic'],
  ['paediatric', 'pediatric'],
  ['plough', 'plow'],
  ['pressuris', 'pressuriz'],
  ['prioritis', 'prioritiz'],
  ['programme', 'program'],
  ['pulveris', 'pulveriz'],
  ['specialis', 'specializ'],
  ['stabilis', 'stabiliz'],
  ['standardis', 'standardiz'],
  ['sterilis', 'steriliz'],
  ['sulph', 'sulf'],
  ['theatre', 'theater'],
  ['travell', 'travel'],
  ['tyre', 'tire'],
  ['utilis', 'utiliz'],
  ['vapour', 'vapor'],
  ['visualis', 'visualiz'],
];

/** Units that stand behind a number, glued to it or apart. */
export const units: ReadonlySet<string> = new Set(
  `mm cm m km mm2 cm2 km2 m2 m3 ml l kl g kg t ton tons kw kwh kwp kva kv v w a ah mva mw mwh hp bar kpa mpa hz gb tb mb rpm ha sqm
  amp amps volt volts watt watts litre litres liter liters lt ltr tonne tonnes phase core ply seater inch`.split(
    /\s+/u,
  ),
);

/**
 * Terms of the trade that are stop words of the language. Written in capitals they are terms, and are kept under a word
 * that nobody types: digits and letters, since no dictionary changes such.
 */
export const capitalTerms: ReadonlyMap<string, string> = new Map([
  ['IT', '0it'],
  ['ME', '0me'],
  ['SO', '0so'],
]);

/** What shows that "it" is information technology when it stands before one of these. */
export const followersOfIt: ReadonlySet<string> = new Set(
  `support service services equipment infrastructure hardware software consumables network networking security solution
  solutions system systems consultant consulting consultancy training management maintenance technician specialist audit
  auditor governance strategy helpdesk related accessories peripherals assets administrator department procurement`.split(
    /\s+/u,
  ),
);

/** Names and letters of provinces: as found in texts, and the word under which tenders of the province are kept. */
export const provinceForms: ReadonlyMap<string, string> = new Map([
  ['eastern cape', 'EASTERN_CAPE'],
  ['e cape', 'EASTERN_CAPE'],
  ['oos kaap', 'EASTERN_CAPE'],
  ['ooskaap', 'EASTERN_CAPE'],
  ['free state', 'FREE_STATE'],
  ['freestate', 'FREE_STATE'],
  ['vrystaat', 'FREE_STATE'],
  ['gauteng', 'GAUTENG'],
  ['kwazulu natal', 'KWAZULU_NATAL'],
  ['kwa zulu natal', 'KWAZULU_NATAL'],
  ['kwazulunatal', 'KWAZULU_NATAL'],
  ['kwazulu', 'KWAZULU_NATAL'],
  ['kzn', 'KWAZULU_NATAL'],
  ['limpopo', 'LIMPOPO'],
  ['mpumalanga', 'MPUMALANGA'],
  ['northern cape', 'NORTHERN_CAPE'],
  ['n cape', 'NORTHERN_CAPE'],
  ['noord kaap', 'NORTHERN_CAPE'],
  ['noordkaap', 'NORTHERN_CAPE'],
  ['north west', 'NORTH_WEST'],
  ['northwest', 'NORTH_WEST'],
  ['noordwes', 'NORTH_WEST'],
  ['western cape', 'WESTERN_CAPE'],
  ['w cape', 'WESTERN_CAPE'],
  ['wes kaap', 'WESTERN_CAPE'],
  ['weskaap', 'WESTERN_CAPE'],
]);

/** Two letters that stand for a province where they are written in capitals. */
export const provinceLetters: ReadonlyMap<string, string> = new Map([
  ['EC', 'EASTERN_CAPE'],
  ['FS', 'FREE_STATE'],
  ['GP', 'GAUTENG'],
  ['LP', 'LIMPOPO'],
  ['MP', 'MPUMALANGA'],
  ['NC', 'NORTHERN_CAPE'],
  ['NW', 'NORTH_WEST'],
  ['WC', 'WESTERN_CAPE'],
]);
