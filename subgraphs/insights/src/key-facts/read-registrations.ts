import { findAll } from './fact-texts.js';
import { factOf, type KeyFact } from './key-fact.js';

type Texts = Parameters<typeof findAll>[0];

/** Bodies that bidders must be registered with, by the names that tenders use. */
const bodies: readonly (readonly [code: string, pattern: string])[] = [
  ['PSIRA', 'psira|prisa|private\\s+security\\s+industry\\s+regulatory\\s+authority'],
  ['NHBRC', 'nhbrc|national\\s+home\\s+builders?'],
  ['ECSA', 'ecsa|engineering\\s+council'],
  ['SACPCMP', 'sacpcmp'],
  ['SACAP', 'sacap'],
  ['SACQSP', 'sacqsp'],
  ['SACNASP', 'sacnasp'],
  ['SACPLAN', 'sacplan'],
  ['SAGC', 'sagc|geomatics\\s+council|plato'],
  ['SACPVP', 'sacpvp'],
  ['EAPASA', 'eapasa'],
  ['HPCSA', 'hpcsa|health\\s+professions\\s+council'],
  ['SANC', 'sanc|nursing\\s+council'],
  ['SAPC', 'pharmacy\\s+council|sapc'],
  ['SAHPRA', 'sahpra'],
  ['IRBA', 'irba'],
  ['SAICA', 'saica'],
  ['IIA', 'iia|institute\\s+of\\s+internal\\s+auditors'],
  ['FSCA', 'fsca|fsb|financial\\s+(?:sector\\s+conduct|services\\s+(?:board|provider))|fais'],
  ['IATA', 'iata'],
  ['ASATA', 'asata'],
  ['LPC', 'legal\\s+practice\\s+council|law\\s+society'],
  ['ICASA', 'icasa'],
  ['SAQCC', 'saqcc'],
  ['SITA', 'sita(?=\\s+(?:contract|contarct|transversal|panel|accredit))'],
  ['SETA', '(?:[a-z]{1,8})?seta'],
  ['QCTO', 'qcto'],
  ['DALRRD', 'pest\\s+control\\s+operator'],
  ['BARGAINING COUNCIL', 'bargaining\\s+council'],
  ['CSD', 'central\\s+supplier\\s+database|csd(?=\\b)'],
  ['SUPPLIER DATABASE', '(?:municipal\\s+|cct\\s+|vendor\\s+|own\\s+)?supplier\\s+database'],
  ['OEM', 'oem(?=\\s+(?:certif|accredit|partner|authori))'],
  ['ISO', 'iso\\s?\\d{4,5}'],
  ['SABS', 'sabs(?=\\s+(?:approv|certif|mark))'],
];

/** What bodies are called in a fact, those of ISO standards but for their number. */
export const registrationCodes = bodies.map(([code]) => code);

const mention = new RegExp(`\\b(?:${bodies.map(([, pattern]) => `(?:${pattern})`).join('|')})\\b`, 'giu');
const asked =
  /\b(?:regist\w*|accredit\w*|licen[cs]\w*|certif\w*|member\w*|affiliat\w*|recogni[sz]ed|approved|listed|grade|compliant|valid|proof|must|required)\b/iu;
// Such a body is as often the buyer.
const ofMembers = /\b(?:regist\w*|accredit\w*|licen[cs]\w*|certif\w*|member\w*|affiliat\w*|recogni[sz]ed)\b/iu;
const always = new Set(['PSIRA', 'BARGAINING COUNCIL', 'SITA']);
const lineMax = 120;

/** The registrations, accreditations and licences that a text asks bidders for, one fact for all. */
export function readRegistrations(texts: Texts): KeyFact[] {
  const found = findAll(texts, mention).flatMap((hit) => {
    const code = codeOf(hit.match[0]);
    const near = `${clauseEnd(hit.before)} ${hit.match[0]} ${clauseStart(hit.after)}`;
    return code !== null && (always.has(code) || (code === 'SETA' ? ofMembers : asked).test(near))
      ? [{ code, ...hit }]
      : [];
  });
  const [first] = found;
  if (first === undefined) return [];
  const codes = [...new Set(found.map(({ code }) => code))].slice(0, 20);
  return [
    factOf('REGISTRATION', `Registration: ${codes.map(nameOf).join(', ').slice(0, lineMax)}`, {
      codes,
      span: first.span,
    }),
  ];
}

function codeOf(words: string): string | null {
  const iso = /^iso\s?(\d{4,5})/iu.exec(words);
  if (iso !== null) return `ISO ${iso[1] ?? ''}`;
  return bodies.find(([, pattern]) => new RegExp(`^(?:${pattern})`, 'iu').test(words))?.[0] ?? null;
}

const names: Readonly<Record<string, string>> = {
  'BARGAINING COUNCIL': 'bargaining council',
  'SUPPLIER DATABASE': 'supplier database',
  CSD: 'Central Supplier Database (CSD)',
  OEM: 'OEM certification',
  SITA: 'SITA contract',
};

function nameOf(code: string): string {
  return names[code] ?? code;
}

function clauseEnd(before: string): string {
  return before.split(/[.;\n]/u).at(-1) ?? '';
}

function clauseStart(after: string): string {
  return after.split(/[.;\n]/u)[0] ?? '';
}
