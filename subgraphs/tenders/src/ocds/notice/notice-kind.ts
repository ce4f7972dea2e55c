import { withoutAccents } from '../text/accents.js';
import { kindsAbroad } from './kinds-abroad.js';
import type { NoticeKind } from './kinds.js';

/** The texts of a notice that say what it is for. */
export interface NoticeTexts {
  readonly title: string;
  readonly description: string | null;
  readonly reference: string | null;
  /** Kind of procedure as published, such as "Request for Quotation". */
  readonly methodDetails: string | null;
}

interface KindRule {
  readonly kind: NoticeKind;
  /** Beginnings of words that `begins` and `holds` cannot fit without. All are looked for at once, and only then the rules. */
  readonly stems: readonly string[];
  /** When this row was added or last changed. */
  readonly since: string;
  /** Looked for where the title, the description or the number begins. */
  readonly begins?: RegExp;
  /** Looked for anywhere in title and description. */
  readonly holds?: RegExp;
  /** Looked for in the kind of procedure. */
  readonly method?: RegExp;
}

const people = '(?:service\\s+providers?|providers?|contractors?|suppliers?|vendors?|consultants?|consulting|professionals?|attorneys?|lawyers?|legal|engineers?|engineering|auditors?|experts?|trainers?|agenc(?:y|ies)|firms?|companies|valuers?|architects?|facilitators?|conveyancers?|assessors?|specialists?|mediators?|bidders|brokers?|caterers|doctors?|practitioners?)'; // prettier-ignore

/** The rules, in the order in which they are tried; a notice that none fits is a tender. */
export const kindRules: readonly KindRule[] = [
  {
    kind: 'CANCELLATION',
    stems: ['cancel', 'withdraw', 'discontinu', 'terminat', 'revo'],
    since: '2026-11-29',
    begins:
      /^(?:(?:notice|letter)\s+of\s+)?(?:(?:public\s+)?(?:tender|bid|rf[qpbi]|quotation|notice)s?\s+(?:no\.?\s*)?(?:\S*\d\S*\s+)?)?(?:of\s+)?(?:cancellation|cancell?ed|withdrawal|withdrawn|revocation|discontinued|discontinuation)\b(?!\s+(?:by|in|then|with|cheque|fee|insurance|polic|stamp|stock))/iu,
    holds:
      /\b(?:tenders?|bids?|rf[qpbi]s?|quotations?|notices?|advert(?:isement)?s?|procurement|process|invitation|project|it|this)\s+(?:[^\s.;]+\s+){0,6}?(?:is|was|are|has\s+been|have\s+been)\s+(?:hereby\s+)?(?:cancell?ed|withdrawn)\b|[([-]\s*(?:cancell?ed|withdrawn|cancellation)\s*[)\]]?\s*$|\b(?:notice|letter)\s+of\s+cancellation\b|\b(?:tender|bid|rfq|rfp)\s+cancellation\b/iu,
  },
  {
    kind: 'REGRET',
    stems: ['regret', 'unsuccessful', 'non', 'nil', 'no award', 'not award'],
    since: '2026-11-29',
    begins:
      /^(?:(?:notice|letter)s?\s+of\s+)?(?:regrets?\b|(?:non|no|nil)[\s\p{Pd}]{1,3}award(?:\s+(?:of|for|to|notice|made|letter)\b|\s*[\p{P}\d]|\s*$))|^(?:tender|bid|contract|rf[qpb]|quotation)s?\s+(?:no\.?\s*)?(?:\S*\d\S*\s+)?(?:was\s+|were\s+|is\s+)?(?:not|non)[\s\p{Pd}]{1,3}award(?:ed)?\b/iu,
    holds:
      /\bnotices?\s+of\s+(?:non|no|nil)[\s\p{Pd}]{1,3}awards?\b|[([\p{Pd}]\s*(?:non|nil)[\s\p{Pd}]{1,3}award(?:ed)?\s*[)\]]?\s*$|\bnon[\s\p{Pd}]{1,3}award\s+of\s+(?:the\s+)?(?:tender|bid|contract|rf[qpb]|quotation)\b|\b(?:tender|bid|rf[qpb]|quotation)\s+(?:was|has\s+been|will)\s+not\s+(?:be\s+)?awarded\b|\bregret\s+(?:letter|notice)s?\b|\bletters?\s+of\s+regret\b|\b(?:notice|letter)\s+to\s+unsuccessful\b|\bunsuccessful\s+(?:bidders|tenderers)\b/iu,
  },
  {
    kind: 'AWARD',
    stems: ['award', 'bidder', 'received', 'opening', 'tenderer', 'appointed'],
    since: '2026-11-30',
    begins:
      /^(?:awarded\b|(?:the\s+)?(?:names|list|register)\s+of\s+(?:bidders|tenderers|bids\s+received)|(?:bids?|tenders?|rf[qp]s?)\s+(?:received|opening)\b|opening\s+registers?\b|receiving\s+and\s+opening\s+of\s+(?:bids|tenders|rf[qp]s|quotations)\b|bidders'?s?\s+(?:names|list)|successful\s+(?:bidder|tenderer)s?|appointed\s+(?:bidder|service\s+provider)s?|(?:tender|bid|contract)\s+awards?\b|award(?:ed)?\s+(?:notice|tender|bid|contract)s?\b|award\s+of\s+(?:tender|bid|contract|rfq)\b)/iu,
    holds:
      /\bnotice\s+of\s+(?:the\s+)?award\b|\baward\s+notice\b|\b(?:intention|intent)\s+to\s+award\b|\bpublication\s+of\s+(?:the\s+)?(?:names\s+of\s+)?(?:bidders|tenderers|awards?)\b|\b(?:tender|bid)\s+(?:has\s+been\s+|was\s+)awarded\b|\bbidders?'?s?\s+names\b/iu,
  },
  {
    kind: 'CORRECTION',
    stems: ['addend', 'errat', 'corrigend', 'amendment', 'correction', 'clarification', 'extension', 'closing'],
    since: '2026-11-28',
    begins:
      /^(?:(?:addend(?:um|a)|errat(?:um|a)|corrigend(?:um|a))(?:\s+(?:notice|no|nr|number|to|for|of|on|re|in\s+respect|tender|bid|rf[qpbi]|quotation|advert|contract)\b|\s*[\p{P}\d]|\s*$)|(?:notice\s+of\s+)?(?:amendment|correction)s?(?:\s+(?:notice|no\b|nr\b|to\b|of\s+(?:the\s+)?(?:tender|bid|advert|closing|terms))|\s*[:\d-]|\s*$)|clarification\s+(?:notice|no\b|nr\b|\d)|(?:notice\s+of\s+)?extension\s+(?:notice|of\s+(?:the\s+)?(?:closing|tender|bid|submission|advert|validity))|(?:tender|bid|rfq|rfp)\s+(?:validity\s+)?(?:extension|amendment|addendum|erratum|correction))/iu,
    holds:
      /\b(?:addendum|erratum|corrigendum)\s+(?:no|nr|number|\d)|[([-]\s*(?:addendum|erratum|corrigendum|closing\s+date\s+extended|extension\s+of\s+closing\s+date)\s*\d*\s*[)\]]?\s*$/iu,
  },
  {
    kind: 'EXPRESSION_OF_INTEREST',
    stems: ['inter', 'information', 'eoi', 'rfi'],
    since: '2026-11-28',
    begins: /^(?:eoi|rfi)\b/iu,
    holds:
      /\bexpressions?\s+of\s+interests?\b|\(eoi\)|\bmanifestaci[oó]n\s+de\s+inter[eé]s\b|\brequest\s+for\s+informations?\b|\(rfi\)|\bcalls?\s+for\s+interest\b/iu,
    method: /\bexpressions?\s+of\s+interest\b|\brequest\s+for\s+information\b|^(?:eoi|rfi)$/iu,
  },
  {
    kind: 'PANEL',
    stems: ['panel', 'data', 'regist', 'roster', 'purchasing', 'framework', 'standing'],
    since: '2026-11-28',
    begins: new RegExp(`^(?:a\\s+|the\\s+)?panels?\\s+(?:of|for)\\b`, 'iu'),
    holds: new RegExp(
      [
        `\\b(?:appoint\\w*|establish\\w*|creation|formation|constitut\\w+)\\s+(?:of\\s+)?(?:an?\\s+|the\\s+)?(?:\\w+\\s+){0,2}?panels?\\b(?!\\s+(?:beaters?|saw|boards?|van))`,
        `\\bpanels?\\s+of\\s+(?:[^\\s.;]+\\s+){0,8}?${people}\\b`,
        `\\b${people}\\s+panel\\b`,
        `\\b(?:(?:serve|listed|placed|join|form\\s+part)\\s+(?:on|of|onto)|under)\\s+(?:an?|the|its|our)\\s+(?:\\w+\\s+){0,3}?panel\\b`,
        `\\b(?:suppliers?|vendors?|service\\s+providers?|contractors?)'?\\s+(?:database|data\\s+base|register|registration)\\b`,
        `\\b(?:database|data\\s+base|roster|register)\\s+of\\s+(?:[^\\s.;]+\\s+){0,4}?${people}\\b`,
        `\\bdynamic\\s+purchasing\\s+system\\b|\\bframework\\s+(?:agreement|contract)(?:or)?s?\\b|\\bstanding\\s+offers?\\b`,
      ].join('|'),
      'iu',
    ),
  },
  {
    kind: 'QUOTATION',
    stems: ['quot', 'rfq', 'znq'],
    since: '2026-11-28',
    begins:
      /^(?:rfq|request\s+for\s+(?:a\s+)?(?:formal\s+|written\s+)?(?:price\s+)?quot(?:e|ation)s?|(?:formal\s+)?(?:written\s+)?(?:price\s+)?quotations?\b|znq|invitation\s+to\s+quote)/iu,
    holds:
      /\brequests?\s+for\s+(?:a\s+)?(?:price\s+)?quot(?:e|ation)s?\b|\b(?:invited|requested)\s+to\s+quote\b|\binvitation\s+to\s+quote\b|\(rfq\)/iu,
    method: /\bquot(?:e|ation)s?\b|^rfq$/iu,
  },
];

/** What a notice is for, by the words with which it begins, the procedure, and what it says. */
export function readNoticeKind({ title, description, reference, methodDetails }: NoticeTexts): NoticeKind {
  const named = [title, description, reference].flatMap((text) => (text === null ? [] : [text.slice(0, lengthMax)]));
  const heads = named.map(headOf);
  const whole = [title, description ?? ''].map((text) => text.slice(0, lengthMax).trim());
  const near = rulesNear(named);
  const rule = kindRules.find(
    (candidate) =>
      (near.has(candidate) && fits(candidate, heads, whole)) ||
      (methodDetails !== null && candidate.method?.test(methodDetails.trim()) === true),
  );
  return rule?.kind ?? 'TENDER';
}

// Longer stems first, and each for the rules of all stems that it begins with.
const stems = kindRules.flatMap((rule) =>
  [...rule.stems, ...(kindsAbroad[rule.kind]?.stems ?? [])].map((stem) => [stem, rule] as const),
);
const rulesByStem = new Map(
  stems.map(([found]) => [found, stems.flatMap(([stem, rule]) => (found.startsWith(stem) ? [rule] : []))]),
);
const anyStem = new RegExp(`\\b(?:${[...rulesByStem.keys()].toSorted().toReversed().join('|')})`, 'gu');

function rulesNear(texts: readonly string[]): ReadonlySet<KindRule> {
  const words = texts.join('\n').toLowerCase();
  return new Set(Array.from(words.matchAll(anyStem), ([stem]) => rulesByStem.get(stem) ?? []).flat());
}

function fits(rule: KindRule, heads: readonly string[], whole: readonly string[]): boolean {
  const abroad = kindsAbroad[rule.kind];
  return (
    hasWords(rule, heads, whole) ||
    (abroad !== undefined && hasWords(abroad, heads.map(withoutAccents), whole.map(withoutAccents)))
  );
}

function hasWords(
  { begins, holds }: Pick<KindRule, 'begins' | 'holds'>,
  heads: readonly string[],
  whole: readonly string[],
): boolean {
  return (
    (begins !== undefined && heads.some((text) => begins.test(text))) ||
    (holds !== undefined && whole.some((text) => holds.test(text)))
  );
}

// What a notice is for stands in its first sentences; conditions that follow speak of panels and cancelled bids in general.
const lengthMax = 400;

// "RE:", quotes and stars before the words that count.
function headOf(text: string): string {
  return text
    .trimStart()
    .replace(/^(?:[^\p{L}\p{N}]+|re\s*:|fw\s*:|advert(?:isement)?\s*:)+/iu, '')
    .trimStart();
}
