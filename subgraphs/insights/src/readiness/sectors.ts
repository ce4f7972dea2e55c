/** Sectors that tenders and company profiles are recognised by, with the beginnings of the words that name them. */
const vocabulary = [
  [
    'construction',
    'construct(?!ion (?:east|west|north|south|machin|equip|plant|vehicle|supervis|manage|monitor|unit|depot|educat))|civil work|civil engineering work|building work|building and civil|roads?(?![\\p{L}]| (?:accident|freight|distribution|transport|traffic|safety|asset|show|marking paint|agency))|roadworks?|(?<!boarding |loading )bridge(?!ston)|pavement|paving|earthwork|renovat|refurbish|stormwater|regravel|re-gravel|betterment|resurfac|asphalt|sport field|sportfield|sports field|slab|fencing|fence|ablution|carport|roof|roundabout|access road|storm damage|reconstruct|rehabilitation of|sewer|pipeline|reservoir|water reticulation|treatment works|parking area|concrete work|structural work|staircase|cupboard|facade|borehole drilling|demolition|painting of|tiling|waterproof|upgrading of|general building|partition|steel gate|bulk water|water supply scheme|installation of (?:prepaid |pre-paid )?water meter|construcción|pavimento|empedrado|ampliación|obra|rehabilitación|ремонт даху|будівниц|travaux|construção|netball|swimming pool|building maintenance|maintenance (?:of|to) (?:the )?(?:municipal |main )*building|public toilet|toilet facilit|small works|pothole|re-?seal|tarring|kerb|sidewalk|walkway|palisade|boundary wall|gravel|taxi rank|top structure|low[- ]?cost hous|rdp hous|housing project|culvert|gabion|breakwater|crèche|creche|taps?(?!\\p{L})|sanitation infrastructure|internal services|bulk services|artificial track|shaded parking|burglar|ceiling|water infrastructure|blacktop|patching|nivelaci[oó]n|terreno|sports? facilit|recreation of park|upgrad\\p{L}+ of (?:the )?(?:\\p{L}+ )?(?:park|hall|clinic|school|building|facilit|office)|playground|road (?:recovery|reseal|rehabilit)|plumbing(?! (?:material|suppl))|glazing|maintenance (?:and repairs? )?(?:of|to|at|for) (?:[^ ]+ ){0,4}?(?:building|hall|office|clubhouse|house|amenit)|repairs? (?:and maintenance )?(?:of|to|at) (?:[^ ]+ ){0,4}?(?:building|hall|office|library|house|doors?|roof)|directional drilling|contruct|constuct|consruct|sports? ?field|plastic tank',
  ],
  [
    'electrical',
    'electric|switchgear|substation|solar|generator|transformer|power cable|cable install|street light|streetlight|luminaire|lighting|high voltage|medium voltage|mv/lv|power station refurb|renewable energy|capacitor bank|backup system|inverter|conductor|power quality|uninterrupted power|ups(?!\\p{L})|eléctric|rectificador|електрич|electrification|high[- ]mast|mast light|traffic (?:light|signal)|earthing|batter(?:y|ies)|cables?(?!\\p{L})|led light|lights?(?!\\p{L})|lamps?(?!\\p{L})|variable frequency|electricity meter|overhead line|ring main|photovoltaic|pv panel|circuit breaker|power supply|busbar|feeders?(?!\\p{L})|relays?(?!\\p{L})|medium-? and low voltage|alternative energy',
  ],
  [
    'mechanical',
    'mechanical|dust handling|plant maintenance|hvac|air condition|aircon|lift|elevator|boiler|pump|valve|actuator|compressor|fire detection|fire-fighting|firefighting|fire fighting|fire extinguisher|sprinkler|refrigerat|calibrat|machine|gearbox|bearing|conveyor|turbine|weld|machining|fabricat|milling plant|hydraul|pneumat|aerator|cranes?(?!\\p{L})|hoist|blower|chiller|cooling|heat exchanger|gas suppres|gas supres|fire (?:system|equipment|protection|suppression|hydrant)|extinguisher|ventilation|belt press|weighbridge|steam|gaskets?|spares|ladders?(?!\\p{L})|gas cylinder',
  ],
  [
    'technology',
    'computers?|computing|software|icts?(?!\\p{L})|information technology|it service|it equipment|programming|telecommunic|network infrastructure|network equip|network and security|network maint|wireless|computer network|data network|cyber|data cent|laptop|desktop|server|licen[cs]e renewal|licences|licenses|vmware|adobe|microsoft 365|sql|erp(?!\\p{L})|sap |sage(?!\\p{L})|website develop|website design|website hosting|website maint|web-based|web based|wifi|wi-fi|internet|bandwidth|fibre|fiber|firewall|cloud|digital transformation|digital platform|digital technolog|digital system|digital solution|dashboard|(?<!supplier |vendor |smme |sassa |provider |the )database(?! panel| of)|system development|performance management system|peripheral|printer|toner|telefónic|planta externa|superfast|telecentr|agent/platform|smart meter|power system control|helpdesk|it support|lan infrastructure|switch and wireless|siem(?!\\p{L})|security operations cent|information system|dispatch solution|radio planning|informática|informatico|paquetes y programas|red de datos|computación|комп’ютер|програмн|networks?(?!ing)|web ?site|network cabling|payroll|(?:management|monitoring|booking|clocking|attendance|document|notification|tracking|ticketing|automated|analysis|registration|budgeting|reading|recognition) (?:\\p{L}+ )?(?:system|solution|platform)|traffic management system|digital (?:platform|solution|system|lending|learning|signature|archiv|record|assess)|robotic|meter reading software|data backup|mobile (?:app|data|phone|device)|cellphone|sim card|voip|voice over|pabx|telephon|switchboard|live stream|data (?:cleans|protection|point|line|manage|analy)|datapoint|load balanc|subscription renewal|spss|gis(?!\\p{L})|projector|ink cartridge|smart ?board|tablets?(?!\\p{L})|it (?:project|infrastructure|system|governance|hardware)|virtual private|vpn|se?r?ver room|application (?:develop|support|maint)|chatbot|artificial intelligence|oracle|sophos|cisco|autodesk|information security|rfid|drones?(?!\\p{L})|equipos de comunicaci|comunicaciones|[oó]pticos|fibra|electronic (?:meter|search|notice|document|system)',
  ],
  [
    'health',
    'health service|medical|pharma|medicine|hospital equip|clinic equip|nursing|surgical|dental|locum|laborator|hematolog|haematolog|analyzer|analyser|ambulance|psycholog|occupational health|biological and physical|full assessment|curación|медич|масаж|first aid|spirometr|x-?ray|rayos x|patient|clinical|orthop|prosthe|wheelchair|physio|neurosurg|medico|vaccine|test kit|mortuary|wellness|employee assistance|blood|oxygen|healthy lifestyle|medical aid|optometr|ohs(?!\\p{L})|hearing aid|alcohol test|inpatient|addiction|dental|diagnostic test',
  ],
  [
    'security',
    'security service|guarding|guard service|physical security|security guard|armed response|access control service|cctv|(?<!medical |health |environmental )surveillance|patrol|cash in transit|monitoring and prevention of theft|security and investigation|prevention of theft|vigilancia|охорон|alarm|armed|protection service|access control|cameras?(?!\\p{L})|close protection|firearm|weapon|ammunition|security (?:personnel|system|officer)|vip protection',
  ],
  [
    'cleaning',
    'cleaning|(?<!occupational )hygiene(?! (?:survey|audit|assess|monitor))|pest control|fumigat|laundry|sanitary bin|limpieza(?! del terreno)|прибиранн',
  ],
  [
    'waste',
    'waste collect|waste management|waste removal|refuse removal|refuse|landfill|recycl|waste disposal|skip bin|scrap|(?:mobile|chemical|portable) toilet|honey ?suck|septic|sludge|illegal dump|sewerage removal|dumping|waste(?! ?water)',
  ],
  [
    'catering',
    'cater|food|beverage|meal|canteen|bakery|grocer|bread|milk|хліб|харчуван|кава|овоч|банан|fruta|alimento|ration|refreshment|lunch|coffee|bottled water|perishable|meat(?!\\p{L})|vegetable|fruits?(?!\\p{L})|water bottle|nutrition',
  ],
  [
    'transport',
    'transport|fleet|freight|courier|logistic|car hire|shuttle|bus service|helicopter|aviation|airship|vessel|road (?:freight|transport|distribution)|warehous|relocation|learners? (?:transport|attending)|removal services|airline|towing',
  ],
  [
    'vehicles',
    'vehicle|tractor|truck|trailer|tyre|excavator|plant hire|yellow fleet|sweeper|bakkie|motor|suvs?(?!\\p{L})|sedan|bus(?:es)?(?!\\p{L}| service)|tankers?(?!\\p{L})|fire (?:truck|engine|tender)|graders?(?!\\p{L})|tlb|backhoe|bulldozer|construction (?:machin|plant|vehicle)|boats?(?!\\p{L})|dredg|panel ?beat|car wash|mowers?(?!\\p{L})|nissan|toyota|isuzu|ford ranger|fork ?lift|repairs of .*skips',
  ],
  ['travel', 'travel|accommodation|tourism|conference|venue|event management|hotel'],
  [
    'consulting',
    'consult|advisory|personal t[eé]cnico|study|business case|research|feasibility|strategy|facilitat|business plan|valuation|valuer|recruitment|headhunt|translation|disaster management plan|revenue enhancement|social facilitation|policy|mobili[sz]ation|profesional|asesor|servicios profesionales|personal temporal|прожект|strateg|assessor|quality assurance review|capacity building|mentor|coach|investigat|moderat|turnaround|due diligence|policies|funding|economic development|impact assess|customer satisfaction|probity|bid evaluation|asistencia t[eé]cnica|dictamen|research',
  ],
  [
    'engineering',
    'engineering service|engineer|desarrollo urbano|protecci[oó]n contra incendio|architect|quantity survey|geotechnical|geohydrolog|land survey|survey of|general plans|multidisciplinary|multi-disciplinary|town planning|land development application|rezoning|subdivision|desalination project|master plan|sísmico|estructural|town plann|spatial|topographic|precinct plan|survey(?!s? of (?:customer|employee|client))|detailed design|land use|capital expenditure framework|resident engineer|built environment|project manage|construction (?:supervis|manage|monitor|project manage)|professional (?:project|team|engineer)|pcr determination|infrastructure plan|spluma|inspection authority|zoning|land tenure|as-built|drawings|design sketch|township',
  ],
  [
    'social',
    'community based|community-based|burial|pauper|humanitarian|indigent|gender[- ]based|housing advice|direct payment|reablement|wellbeing|social care|care service|support service|early childhood|outreach|víctimas|spaza|vouchers|elderly|orphan|old age',
  ],
  [
    'environment',
    'environment|ambiental|wetland|conservation|biodivers|air quality|waste water discharge|bio-?monitor|groundwater|water sampl|spillage|asbestos|pollution|climate|bee ?hives?|beehive|wula|energy (?:performance|efficien)|effluent',
  ],
  [
    'finance',
    'financ|account|audit|insurance|bank|pension|actuar|broker|vending|billing|investment|grap|asset (?:register|verification)|immovable|vat (?:recover|review)|revenue|tariff|annual report|debt|irregular expenditure|fruitless|fair value|cost[- ]of[- ]supply|unbundling|valuation roll|financiero|credit rating|vat return',
  ],
  [
    'legal',
    'legal|attorney|conveyanc|litigation|law firm|jurídic|disciplinary|arbitrat|litigat|law(?!\\p{L})|contract drafting|sheriff|summons|debt recovery',
  ],
  [
    'education',
    'education|training|school furniture|learnership|teaching|course|skills development|curriculum|tutor|textbook|exam|eisa|qualification|bursar|learners?(?!\\p{L}| (?:transport|attending))|librar|books? for|skills|incubat|toys|driving|driver|study aid',
  ],
  [
    'agriculture',
    'agricultur|farm|livestock|seed|irrigation|forestry|alien|invasive|vegetation|grass|horticultur|garden|landscap|feed(?!er|back)|veterinar|slasher|clearing|bush(?!buck|veld|ing)|trees?(?!\\p{L})|pruning|chainsaw|brush ?cutter|lawn|pitch maint|fertili[sz]er|herbicide|pesticide|seedling|poultry|broiler|chick|pigs?(?!\\p{L})|goats?(?!\\p{L})|cattle|animal|greenhouse|packhouse|abattoir|aquacult|hatchery|production input|agro|agri',
  ],
  [
    'printing',
    'print|stationery|publishing|photostat|paper|formas impresas|escritorio|newsletter|signage|(?:ticket|receipt|exercise|log) books?|calendars?(?!\\p{L})|diar(?:y|ies)|framing|copier|franking|postage|signs?(?!\\p{L})|binding of|wayfinding',
  ],
  [
    'clothing',
    'clothing|uniform|textile|footwear|protective wear|ppe(?!\\p{L})|personal protective|protective|safety (?:shoe|boot|wear)|shoes|boots|overall|blanket|головний убір|fleece|rainwear|jacket|t-?shirts?|regalia|linen|bedding|upholster|branded (?:cap|shirt|cloth)',
  ],
  [
    'furniture',
    'furniture|office chair|chairs|desks|blind|curtain|doormat|mattress|oficina equipo|equipo de oficina|столи|shelv|cabinet|carpet|furnish',
  ],
  [
    'marketing',
    'advertis|marketing|media buying|communication campaign|branding|promotion|public relations|audio-visual|videograph|photograph|comunicación(?!es)|radio (?:advert|slot|campaign|station)|media(?!t)|branded|banner|gazebo|poster|video|newspaper|billboard|pull[- ]?up|merchandis|corporate gift|markert|awareness campa|campaing|campaign',
  ],
  ['mining', 'mining|quarr|coal|drilling rig|ash '],
  [
    'property',
    'real estate|property|(?:lease|leasing|rental) of(?! (?:new |the )?(?:vehicle|fleet|printer|photocop|copier|multi|machine|equipment|computer|laptop))|office building|office space|office accommodation|restaurant|arrendamiento|inmueble|erf |sale of (?:land|erf|erven|propert|municipal)|caravan park|holiday resort|long-?term leas|housing development|facilit(?:y|ies) management|land sale|operat\\p{L}+ (?:a|an|of) (?:restaurant|resort)|lease (?:a|an|the)',
  ],
  [
    'chemicals',
    'chemical|chlorin|oil|grease|fuel|lubricant|gas cylinder|reagent|paint |diesel|petrol(?!eum)|paraffin|flocculant|polyelectrolyte|disinfect|saniti[sz]er|detergent|soap|polish|lpg|gas stove|charcoal',
  ],
  [
    'materials',
    'building material|building and maintenance material|maintenance material|профіль|decoration|padlocks|concrete stone|concrete product|cement|brick|sand(?!\\p{L})|timber|hardware|plumbing material|pipes|railway material|reinforcement|steel|padlock|working tools|tools|hand ?tools|wheels|consumables|cold mix|blocks|bins|bags|barcode|plugs|ferreter|carpentry|plumbing suppl|glass(?!\\p{L})|poles?(?!\\p{L})|creosote|bolts?(?!\\p{L})|fittings|tarpaul|containers?(?!\\p{L})|wire(?!less)|tiles|roofing sheet|pallet|packag|welding rod|paint|rope',
  ],
  [
    'events',
    'events?(?!\\p{L})|exhibition|gala|marquee|tents?(?!\\p{L})|sound system|festival|fashion show|year[- ]end function|boxing|career expo|gifts?(?!\\p{L})|decor(?!ation)|artist|entertain|commemorat|parade|celebrat|launch of',
  ],
  [
    'equipment',
    'gym|household|kitchen equipment|appliance|fridge|microwave|swings|sports? equipment|musical|vacuum|vaccum|life ?guards?|jungle gym|lawn ?mower|office equipment',
  ],
  [
    'administration',
    'auction|records?(?!\\p{L})|archiv|secretariat|transcri|interpret|fraud hotline|whistle|contact cent|call cent|minute[- ]taking|human resources?|hr services|strategic hr|vetting|verification services|social security|disposal of assets|job evaluation|document storage|personnel provision|temporary staff|labour brok|recruit|job grading|workstudy|work study|b-bbee|broad based|certification body|sms system|residential housing stock',
  ],
] as const;

export type Sector = (typeof vocabulary)[number][0];

const patterns = vocabulary.map(
  ([sector, words]) => [sector, new RegExp(`(?<![\\p{L}\\p{N}])(?:${withoutAccents(words)})`, 'giu')] as const,
);

/** Publishers write capitals without their accents. */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** A sector that a text names, and where it first does. */
export interface NamedSector {
  readonly sector: Sector;
  readonly at: number;
  readonly word: string;
}

/** The sectors a text names, in the order in which it names them. */
export function sectorsNamed(text: string): readonly NamedSector[] {
  const plain = withoutAccents(text);
  return patterns
    .flatMap(([sector, pattern]) => {
      const [first] = plain.matchAll(pattern);
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
