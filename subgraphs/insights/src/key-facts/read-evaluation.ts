import { findAll, quoted, type Found } from './fact-texts.js';
import { factOf, type KeyFact, type KeyFactSource } from './key-fact.js';
import { numberIn, numberPattern } from './numbers.js';

type Texts = Parameters<typeof findAll>[0];

const score = `(?:${numberPattern})\\s*(?:%|per\\s?cent|percent|points?|out\\s+of\\s+\\d{1,3}(?:\\s+points?)?|/\\s*\\d{1,3})(?:\\s*\\(\\s*\\d{1,3}\\s*%?\\s*\\))?`;
const least = `(?:minimum|min\\.?|at\\s+least|less\\s+than|below|threshold|not\\s+less\\s+than|obtain|achieve|score|meet)`;
const threshold = new RegExp(
  `\\b${least}\\b[^.;\\n\\d]{0,80}?(?<score>${score})|(?<score2>${score})[^.;\\n\\d]{0,60}?\\b(?:minimum|threshold|or\\s+more|and\\s+above)\\b`,
  'giu',
);
// The unit comes first: "minimum qualifying points of 75".
const pointsOf = new RegExp(
  `\\b(?:minimum|min\\.?|at\\s+least)\\s+(?:qualifying\\s+|functionality\\s+|threshold\\s+)?(?:points?|score)\\s+(?:of|is|:)\\s*(?<score>${numberPattern})(?!\\s*(?:years?|months?))`,
  'giu',
);
const about = /\b(?:functionality|functional|technical|quality|pre-?evaluat\w*|qualifying|threshold)\b/iu;

/** The points below which a bid is not looked at further. */
export function readFunctionality(texts: Texts): KeyFact[] {
  const found = [...findAll(texts, threshold), ...findAll(texts, pointsOf)].find(
    ({ before, after, match }) => about.test(near(before)) || about.test(match[0]) || about.test(after.slice(0, 80)),
  );
  if (found === undefined) return [];
  const words = found.match.groups?.['score'] ?? found.match.groups?.['score2'] ?? '';
  const text = words.replaceAll(/\s+/gu, ' ');
  return [factOf('FUNCTIONALITY', `Functionality: at least ${text}`, { number: numberIn(words), span: found.span })];
}

function near(before: string): string {
  return before.slice(-120);
}

/** The point system and the goals, as the tenders subgraph has read them. */
export function preferenceFacts({ preference }: Pick<KeyFactSource, 'preference'>): KeyFact[] {
  if (preference === null) return [];
  const systems = preference.systems.map(({ system }) => system);
  const goals = preference.goals.map(({ goal, points }) => (points === null ? goal : `${goal} ${points}`));
  if (systems.length + goals.length === 0) return [];
  const parts = [systems.join(' or '), goals.length === 0 ? '' : `specific goals: ${goals.join('; ')}`];
  const [first] = [...preference.systems, ...preference.goals];
  return [
    factOf('PREFERENCE', `Preference points: ${parts.filter((part) => part !== '').join(', ')}`, {
      codes: systems,
      span: first === undefined ? null : spanIn(first.span),
    }),
  ];
}

type Stated = {
  readonly field: 'TITLE' | 'DESCRIPTION' | 'SPECIAL_CONDITIONS';
  readonly text: string;
  readonly start?: number;
  readonly end?: number;
};

/** A span of the tenders subgraph as one of ours. */
export function spanIn({ field, text, start = 0, end = start + text.length }: Stated) {
  return { field, text: text.slice(0, 500), start, end };
}

const bbbeeWord =
  /\bB[\s-]{0,2}B?[\s-]?B[\s-]?B?[\s-]?E{1,2}\b(?:\s+(?:status\s+)?level(?:\s+of\s+contribution|\s+\d)?)?(?:\s+(?:certificate|affidavit|status|contribution))?|\bBEE\b(?![\s-]*(?:hives?|keep\w*|swarms?|colon\w+|remov\w*|sting\w*)\b|[\s-]*HIVES?\b|[\s-]*(?:KEEP\w*|SWARMS?|REMOV\w*))(?:\s+certificate)?|\bsworn\s+affidavit\b|\b(?:EME|QSE)s?\b/gu;
const ownership = new RegExp(
  `\\b(?:at\\s+least|minimum\\s+of|more\\s+than)?\\s*\\d{2,3}\\s?%\\s+(?:black[\\s-]+)?owned\\b(?:\\s+by\\s+[^.;:,()\\n]{3,40}(?![\\p{L}\\p{N}]))?`,
  'giu',
);
const notCondition = /\bmanagement\s+of\s*(?:\n\s*)?(?:exempt\w*\s+micro|eme)/iu;

/** What the text says of B-BBEE: levels that are asked for, enterprises it is kept for, or the proof of the status. */
export function bbbeeFacts({ bbbee }: Pick<KeyFactSource, 'bbbee'>, texts: Texts): KeyFact[] {
  const levels = (bbbee?.levels ?? []).map(({ best, worst, span }) => ({
    code: best === worst ? `LEVEL ${best}` : `LEVEL ${best}-${worst}`,
    words: `level ${best === worst ? best : `${best} to ${worst}`}`,
    span: spanIn(span),
  }));
  const enterprises = (bbbee?.enterprises ?? [])
    .filter(
      ({ isCondition, span }) =>
        isCondition || !texts.some(({ text }) => notCondition.test(text) && text.includes(span.text)),
    )
    .map(({ kind, isCondition, span }) => ({
      code: kind,
      words: isCondition ? `only ${kind}` : kind,
      span: spanIn(span),
    }));
  const stated = [...levels, ...enterprises];
  const owned = findAll(texts, ownership)[0];
  const [first] = stated;
  if (first === undefined) return ofMention(findAll(texts, bbbeeWord)[0]);
  const words = [...new Set(stated.map((item) => item.words)), ...(owned === undefined ? [] : [quoted(owned.span)])];
  return [
    factOf('BBBEE', `B-BBEE: ${words.join(', ')}`, {
      codes: [...new Set(stated.map(({ code }) => code))].slice(0, 20),
      span: first.span,
    }),
  ];
}

function ofMention(found: Found | undefined): KeyFact[] {
  return found === undefined || /^b\s?e$/iu.test(found.match[0])
    ? []
    : [factOf('BBBEE', `B-BBEE: ${quoted(found.span)}`, { codes: ['MENTIONED'], span: found.span })];
}
