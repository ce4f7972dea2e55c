import { findAll } from './fact-texts.js';
import { factOf, type KeyFact } from './key-fact.js';

type Texts = Parameters<typeof findAll>[0];

/** Papers that come back with a bid. */
const papers: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['SBD', /\b([SM]BD)\s*(?:no\.?\s*)?(10|[1-9](?:\.\d)?)(?![\d/]|-\d)/giu],
  ['SBD forms', /\b[SM]BD(?:['’]?s)?\s+(?:forms?|documents?)\b|\bstandard\s+bid(?:ding)?\s+documents?\b/giu],
  [
    'CSD report',
    /\bCSD\b[^.;\n]{0,25}\b(?:report|summary|registration|number|proof|MAAA)\b|\b(?:proof|copy)\s+of\s+(?:registration\s+on\s+(?:the\s+)?)?(?:CSD|central\s+supplier\s+database)\b/giu,
  ],
  [
    'Tax compliance',
    /\btax\s+(?:clearance|compliance|pin|status)\b(?:\s+(?:status\s+)?(?:pin|certificate))?|\bSARS\s+pin\b/giu,
  ],
  [
    'B-BBEE certificate or affidavit',
    /\b(?:B-?BBEE|BBB-?EE|BEE)\b[^.;\n]{0,25}\b(?:certificate|affidavit)\b|\bsworn\s+affidavit\b/giu,
  ],
  ['Letter of good standing', /\bletter\s+of\s+good\s+standing\b|\bCOIDA?\b/giu],
  ['Financial statements', /\b(?:annual|audited)\s+financial\s+statements?\b/giu],
  [
    'References',
    /\b(?:contactable\s+|written\s+|signed\s+)?references?\s+letters?\b|\bcontactable\s+references?\b|\bletters?\s+of\s+reference\b/giu,
  ],
  ['Company registration', /\b(?:CIPC|CK)\s+(?:documents?|registration)\b|\bcompany\s+registration\b/giu],
  ['Company profile', /\bcompany\s+profile\b/giu],
  [
    'Certified identity document',
    /\b(?:certified\s+(?:copy|copies)\s+of\s+(?:the\s+)?)?(?:identity\s+documents?|ID\s+(?:copy|copies|document))\b/giu,
  ],
  ['Joint venture agreement', /\b(?:joint\s+venture|JV)\s+agreement\b/giu],
  ['Pricing schedule', /\bpric(?:ing|e)\s+schedule\b/giu],
  ['Declaration', /\bdeclaration\b/giu],
  ['Bill of quantities', /\b(?:bill\s+of\s+quantities|BOQ)\b/giu],
  [
    'Municipal account',
    /\bmunicipal\s+(?:account|rates|services)\b[^.;\n]{0,20}\b(?:statement|clearance|account)?\b/giu,
  ],
];
const given =
  /\b(?:obtain|download|collect|issued|produce|develop|compil|prepar|technical\s+report)\w*\b[^.;\n]{0,50}$/iu;

/** The forms and proofs that a bid must be sent with, one fact for all. */
export function readReturnables(texts: Texts): KeyFact[] {
  const found = papers.flatMap(([name, pattern]) =>
    findAll(
      texts.filter(({ field }) => name === 'SBD' || field === 'SPECIAL_CONDITIONS' || !vague.has(name)),
      pattern,
    )
      .filter(({ before }) => !given.test(before))
      .map(({ match, span }) => ({
        code: name === 'SBD' ? `${(match[1] ?? '').toUpperCase()} ${match[2] ?? ''}` : name,
        span,
      })),
  );
  const [first] = found;
  if (first === undefined) return [];
  const codes = [...new Set(found.map(({ code }) => code))].slice(0, 20);
  return [factOf('DOCUMENTS', `To return: ${codes.join(', ')}`, { codes, span: first.span })];
}

// In a description these are what is bought.
const vague = new Set([
  'Declaration',
  'Bill of quantities',
  'Pricing schedule',
  'Company profile',
  'Financial statements',
  'Municipal account',
]);
