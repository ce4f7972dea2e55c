// cspell:ignore adquisici manufactur suministro supplly
import { sectorsNamed, type Sector } from './sectors.js';

/** Works, goods or services: what kind of contract it is. */
export type ContractKind = 'WORKS' | 'GOODS' | 'SERVICES';

/** What a tender is about, as far as sectors go. */
export interface Subject {
  /** Null where neither words nor fields tell. */
  readonly kind: ContractKind | null;
  /** The words that name what is bought: without greetings of the trade, addresses, names and side clauses. */
  readonly phrase: string;
  readonly sectors: readonly Sector[];
}

interface SubjectSource {
  readonly title: string;
  readonly description: string | null;
  readonly category: string | null;
  readonly procurementCategory: string | null;
  readonly itemNames: readonly string[];
  /** Gradings are only asked of contractors for works. */
  readonly asksForGrade: boolean;
}

const preamble =
  /^(?:\W*(?:advertisement|re-?advert(?:isement)?|bid\s+advert|enquiry|invitation\s+(?:to\s+(?:bid|tender)|of\s+bids?|for\s+service\s+providers?\s+to\s+bid)|tenders?\s+are\s+hereby\s+invited|request\s+for\s+(?:bids?|proposals?|quotations?|an?\s+expression\s+of\s+interest)|expression\s+of\s+interest|\(?(?:rf[pqbi]|eoi)\)?|terms\s+of\s+reference|\(?tors?\)?|(?:re-?)?appoint(?:ment)?|procurement|provision|the|a|an|of|for|to|in\s+respect|suitabl[ey]|suitably|qualified|competent|reputable|experienced|accredited|(?:professional\s+)?service\s+providers?(?:\/s)?|(?:professional\s+)?consultants?|contractors?|bidders?|panel|three|four|five|\(?\d+\)?|request|requirement|acquisition|establishment|outsourcing|bid|tender|on|re|psps?|\(psps?\)|companies|company|as|is|objective|this|rfb|who|can|will|render|provide|services\s+for)\b[\s:,–-]*)+/iu;
const sideClause =
  /\s(?:(?:at|in|within|near|situated|located|opposite|around)\s+(?:the\s+)?(?=\p{Lu}|\d|[a-z]+\s+(?:offices?|campus|hospital|clinic|school|station|site|municipal))|(?:for|to)\s+(?:the\s+)?(?:department|municipality|use\s+by|office\s+of|city\s+of|(?:\p{Lu}[\p{L}&’'-]*\s+){0,4}(?:municipality|university|hospital|college|department|council|soc|limited|ltd|authority|agency|board|transnet|eskom|acsa|saps))|on\s+behalf\s+of|for\s+the\s+(?:[\w’'-]+\s+){1,4}project\b|for\s+(?:a|the)\s+(?:period|duration|term)|for\s+(?:\w+\s*\(?\d*\)?\s+)(?:years?|months?)|as\s+(?:and\s+)?when|in\s+terms\s+of|in\s+line\s+with|under\s+the|hereinafter|operating\s+as|during\s+a|over\s+a|reg\.?\s*n[o0]|from\s+date)\b.*$/isu;
const phraseLengthMax = 260;

/** Reads what a tender is about: its own words first, its fields where the words tell nothing. */
export function readSubject(source: SubjectSource): Subject {
  const phrase = phraseOf(source.title, source.description);
  const kind = kindOf(source, phrase);
  const named = sectorsNamed(phrase).map(({ sector }) => sector);
  const inFields = [source.category, ...source.itemNames.slice(0, 5)].flatMap((text) =>
    text === null || vagueCategory.test(text)
      ? []
      : sectorsNamed(text.replace(/\(.*\)/u, '')).map(({ sector }) => sector),
  );
  return { kind, phrase, sectors: settled(named.length > 0 ? named : [...new Set(inFields)], kind, phrase) };
}

const vagueCategory =
  /^(?:services?|supplies|other|municipal)\s*:?\s*(?:general|professional|functional.*|service activities.*|professional, scientific.*)?$|other service|administrative and support|professional, scientific|other professional|^rental and leasing|wholesale and retail|architectural and engineering/iu;

function phraseOf(title: string, description: string | null): string {
  const named = namesSomething.test(title) ? title : (description ?? title);
  const line = named.replaceAll(/\s+/gu, ' ').slice(0, lineLengthMax);
  const sentences = line.split(/(?<=[\p{Ll}\p{Lu})\d]{2})\.\s+(?=\p{Lu}|\d)/u);
  const sentence = sentences.find((candidate) => !ofProcedure.test(candidate)) ?? line;
  const stripped = withoutPrefix(sentence).replace(preamble, '');
  const cut = stripped.replace(sideClause, '');
  return (cut.length >= phraseLengthMin ? cut : stripped).slice(0, phraseLengthMax).trim();
}

const lineLengthMax = 600;
const phraseLengthMin = 8;
// Two words at least: a title may be a number only.
const namesSomething = /\p{L}{4,}[^\p{L}\d]+(?:\p{L}{1,3}[^\p{L}\d]+)*\p{L}{4,}/u;
const ofProcedure = /^\W*(?:e-?mailed\s+)?(?:queries|questions|enquiries|bidders\s+are|please\s+note)\b/iu;
const action =
  /\b(?:re-?construct|construct|repair|replac|suppl|appoint|upgrad|install|maint|provision|render|refurbish|rehabilitat|design|clean|tender\s+for|storm|erect|pav|fenc)/iu;
const office = /\b(?:department|municipality|hospital|clinic|region|directorate)\b/iu;

/** "DEPARTMENT OF TRANSPORT: HYSLOP ROAD: replace the sewer": from the first part that names an action. */
function withoutPrefix(sentence: string): string {
  const parts = sentence.split(/:\s*/u);
  if (parts.length === 1) return sentence;
  const from = parts.findIndex((part) => action.test(part) && !office.test(part));
  return from <= 0 ? sentence : parts.slice(from).join(': ');
}

const works =
  /^(?:(?:the|proposed|new|major|minor|phase\s+\w+|completion|design|planning)\b[\s,:-]*(?:of\s+|and\s+)?)*(?:re-?construct\w*|construct\w*|rehabilitat\w*|upgrad\w*|refurbish\w*|renovat\w*|betterment|re-?gravel\w*|resurfac\w*|paving|fencing|erection|demolition|repairs?(?:\s+(?:of|to)\s+(?:roofs?|sewer|buildings?|roads?|infrastructure|storm))|replac\w+\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,3}(?:sewer|pipeline|roof|line|infrastructure|fence)|installation\s+of\s+(?:carports?|fenc|pipeline|street\s?lights?)|stormwater|civil\s+works?|electrification|drilling|earthworks|concrete\s+slab|extension\s+of|additions?\s+to|alterations?|framework\s+contract\s+for\s+construction|routine\s+road\s+maintenance|construcci[oó]n|ampliaci[oó]n|rehabilitaci[oó]n|clearing)/iu;
const worksInside =
  /\b(?:construct(?:ion)?\s+(?:of|and\s+install)|civil\s+works|build\s+and\s+civil|road\s+maintenance|roads?\s+within|regravel|building\s+works|replacement\s+and\s+construction|road\s+signs|(?:perimeter\s+)?fenc(?:e|ing)\b|sewer\s+(?:line|infrastructure)|debottlenecking|upgrad\w+\s+(?:of|to)\s+(?:\w+[\s,]+){0,6}(?:facilit|meters?|works|road|building))/iu;
const goods =
  /^(?:(?:the|once-?off|bulk|request\s+for\s+the)\b\s*)*(?:(?:manufactur\w*|design|supply|supplly|delivery?|deliver|purchase|procure\w*|acquisition|provision|hire|printing)\b[\s,&/]*(?:and\s+|or\s+)?)*(?:supply|supplly|delivery?|deliver|purchase|manufactur\w*)\b|^adquisici[oó]n|^suministro|\b(?:supply\s+(?:and|&|,)\s*(?:delivery|deliver|install|fit))/iu;
const services =
  /\b(?:services?|maintenance|training|consult\w*|advisory|audit|survey|study|management|support|cleaning|guarding|security|catering|hire|lease|leasing|insurance|programme|plan|assessment|review|research|licen[cs]es?|course|translation|accommodation|removal)\b/iu;

// The portal files works under services of the building trades.
const trades = /^services:\s*(?:civil|building)\b/iu;

function kindOf({ category, procurementCategory, asksForGrade }: SubjectSource, phrase: string): ContractKind | null {
  if (asksForGrade) return 'WORKS';
  const isProfessional =
    /\b(?:engineer(?:ing)?\s+services|professional|feasibility|study|consult\w*|design\s+and\s+supervis\w*|assess\w*|architect\w*|quantity\s+survey\w*)\b/iu.test(
      phrase,
    );
  const isStudy = /\b(?:feasibility|study|supervis\w*|professional)\b/iu.test(phrase);
  if (works.test(phrase) && !isStudy) return 'WORKS';
  if (isProfessional) return 'SERVICES';
  if (goods.test(phrase)) return 'GOODS';
  if (worksInside.test(phrase)) return 'WORKS';
  const field = (procurementCategory ?? '').toLowerCase();
  if (field.includes('works')) return 'WORKS';
  if (field.includes('goods')) return 'GOODS';
  if (category !== null && trades.test(category)) return 'WORKS';
  if (services.test(phrase) || field.includes('services')) return 'SERVICES';
  if (category === null) return null;
  if (/^(?:construction|civil engineering|specialised construction)/iu.test(category)) return 'WORKS';
  if (/^(?:supplies|manufacture)/iu.test(category)) return 'GOODS';
  return /^services|activities/iu.test(category) ? 'SERVICES' : null;
}

const civil =
  /\b(?:roads?|bridge|building|civil|sewer|water|pipeline|school|clinic|hall|house|storm|fence|fencing|pav|slab|facilit|ablution|access)/iu;
// Words of several trades: what the contract is decides which is meant.
const strong: ReadonlySet<Sector> = new Set([
  'security',
  'cleaning',
  'technology',
  'health',
  'catering',
  'legal',
  'travel',
  'education',
  'engineering',
  'waste',
]);

/** Materials are not works, and a study of works is none: the kind of contract settles which of the named sectors count. */
function settled(named: readonly Sector[], kind: ContractKind | null, phrase: string): readonly Sector[] {
  const sectors = new Set(named);
  // Who builds, guards or cleans does not therefore sell what that takes.
  if (kind === 'GOODS')
    for (const work of ['construction', 'cleaning', 'security'] as const)
      if (sectors.delete(work)) sectors.add('materials');
  if (kind === 'WORKS' && sectors.has('electrical') && !civil.test(phrase)) sectors.delete('construction');
  if (kind === 'SERVICES' && sectors.has('construction') && (sectors.has('engineering') || sectors.has('consulting')))
    sectors.delete('construction');
  if (kind === 'WORKS' && sectors.has('construction')) {
    for (const other of [
      'materials',
      'engineering',
      'agriculture',
      'vehicles',
      'security',
      'education',
      'health',
      'property',
      'mechanical',
    ] as const)
      sectors.delete(other);
  }
  if (kind === 'WORKS' && sectors.size === 0) sectors.add('construction');
  // A system for security is technology; a panel for heads is no vehicle.
  if (/cyber|security\s+operations?\s+cent|firewall|network\s+and\s+security|security\s+infrastructure/iu.test(phrase))
    sectors.delete('security');
  const first = named.find((sector) => strong.has(sector));
  if (first !== undefined && (kind === 'SERVICES' || kind === null))
    for (const vague of ['materials', 'consulting', 'mechanical', 'construction'] as const) sectors.delete(vague);
  return [...sectors];
}
