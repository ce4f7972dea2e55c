// cspell:ignore adquisici manufactur suministro supplly prestaci
import type { SubjectSource } from './subject-source.js';

/** Works, goods or services: what kind of contract it is. */
export type ContractKind = 'WORKS' | 'GOODS' | 'SERVICES';

const works =
  /^(?:(?:the|proposed|new|major|minor|phase\s+\w+|completion|design|planning)\b[\s,:-]*(?:of\s+|and\s+)?)*(?:re-?construct\w*|construct\w*|rehabilitat\w*|upgrad\w*|refurbish\w*|renovat\w*|betterment|re-?gravel\w*|resurfac\w*|paving|fencing|erection|demolition|repairs?(?:\s+(?:of|to)\s+(?:roofs?|sewer|buildings?|roads?|infrastructure|storm))|replac\w+\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,3}(?:sewer|pipeline|roof|line|infrastructure|fence)|installation\s+of\s+(?:carports?|fenc|pipeline|street\s?lights?)|stormwater|civil\s+works?|electrification|drilling|earthworks|concrete\s+slab|extension\s+of|additions?\s+to|alterations?|framework\s+contract\s+for\s+construction|routine\s+road\s+maintenance|construcci[oó]n|ampliaci[oó]n|rehabilitaci[oó]n|clearing)/iu;
const worksInside =
  /\b(?:construct(?:ion)?\s+(?:of|and\s+install)|civil\s+works|build\s+and\s+civil|road\s+maintenance|roads?\s+within|regravel|building\s+works|replacement\s+and\s+construction|road\s+signs|(?:perimeter\s+)?fenc(?:e|ing)\b|sewer\s+(?:line|infrastructure)|debottlenecking|upgrad\w+\s+(?:of|to)\s+(?:\w+[\s,]+){0,6}(?:facilit|meters?|works|road|building))/iu;
const goods =
  /^(?:(?:the|once-?off|bulk|request\s+for\s+the)\b\s*)*(?:(?:manufactur\w*|design|supply|supplly|delivery?|deliver|purchase|procure\w*|acquisition|provision|hire|printing)\b[\s,&/]*(?:and\s+|or\s+)?)*(?:supply|supplly|delivery?|deliver|purchase|manufactur\w*)\b|^adquisici[oó]n|^suministro|\b(?:supply\s+(?:and|&|,)\s*(?:delivery|deliver|install|fit))/iu;
const services =
  /\b(?:services?|maintenance|training|consult\w*|advisory|audit|survey|study|management|support|cleaning|guarding|security|catering|hire|hiring|rental|lease|leasing|insurance|programme|plan|assessment|review|research|licen[cs]es?|course|translation|accommodation|removal|prestaci[oó]n|servicios?|asistencia)\b/iu;
// What is mended or upgraded without building anything.
const movable =
  /\b(?:trucks?|tankers?|vehicles?|tractors?|graders?|vessels?|boats?|locomotives?|web\s?site|software|servers?|ict|wi-?fi|licen[cs]es?|computer|data\s?cent\w+|application|platform|hosting)\b/iu;
// A title may be the thing alone: "Water reticulation material".
const thing =
  /\b(?:materials?|equipment|paint|laptops?|desktops?|computers?|printers?|batteries|spares|meters|tyres|uniforms?|clothing|stationery|furniture|chairs|trucks?|tankers?|bakkies?|poles|cables?|pumps?|blades|cartridges|extinguishers|projectors?|chemicals|diesel|blankets)\W*(?:(?:re-?|full|draft|tender|bid|rfq)[\s-]*)*(?:advert\w*)?\W*$/iu;
const doing =
  /\b(?:maint\w*|repair\w*|servic\w*|hire|hiring|lease|leasing|rental|refurbish\w*|clean\w*\s+of|install\w*|training|removal|calibrat\w*|disposal|testing|verification|moving|collection|licen[cs]\w*)\b/iu;

// The portal files works under services of the building trades.
const trades = /^services:\s*(?:civil|building)\b/iu;

/** Works, goods or services, by the words first. */
export function kindOf(
  { category, procurementCategory, asksForGrade }: SubjectSource,
  phrase: string,
): ContractKind | null {
  if (asksForGrade) return 'WORKS';
  const isProfessional =
    /\b(?:engineer(?:ing)?\s+services|professional|feasibility|study|consult\w*|design\s+and\s+supervis\w*|assess\w*|architect\w*|quantity\s+survey\w*)\b/iu.test(
      phrase,
    );
  const isStudy = /\b(?:feasibility|study|supervis\w*|professional)\b|^design\s+(?:for|of)\b/iu.test(phrase);
  const isMovable = movable.test(phrase) && !civil.test(phrase);
  if (works.test(phrase) && !isStudy && !isMovable) return 'WORKS';
  if (isProfessional || isStudy) return 'SERVICES';
  if (goods.test(phrase)) return 'GOODS';
  if (worksInside.test(phrase)) return 'WORKS';
  const field = (procurementCategory ?? '').toLowerCase();
  if (field.includes('works')) return 'WORKS';
  if (field.includes('goods')) return 'GOODS';
  if (category !== null && trades.test(category)) return 'WORKS';
  if (thing.test(phrase) && !doing.test(phrase)) return 'GOODS';
  if (services.test(phrase) || field.includes('services')) return 'SERVICES';
  if (category === null) return null;
  if (/^(?:construction|civil engineering|specialised construction)/iu.test(category)) return 'WORKS';
  if (/^(?:supplies|manufacture)/iu.test(category)) return 'GOODS';
  return /^services|activities/iu.test(category) ? 'SERVICES' : null;
}

/** Words of what is built. */
export const civil =
  /\b(?:roads?|bridge|building|civil|sewer|water|pipeline|school|clinic|hall|house|storm|fence|fencing|pav|slab|facilit|ablution|access)/iu;
