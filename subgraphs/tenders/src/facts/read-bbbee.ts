import { spanBetween, spanOfMatch, type TextSpan } from './text-span.js';

/** B-BBEE levels that a bidder must hold. Level 1 is the best and level 8 the last. */
export interface BbbeeLevels {
  readonly best: number;
  readonly worst: number;
  readonly span: TextSpan;
}

/** A mention of exempted micro enterprises (EME) or qualifying small enterprises (QSE). */
export interface EnterpriseMention {
  readonly kind: 'EME' | 'QSE';
  /** The text lets only such enterprises take part. */
  readonly isCondition: boolean;
  readonly span: TextSpan;
}

export interface BbbeeReading {
  readonly levels: readonly BbbeeLevels[];
  /** At most one of each kind: the first that is a condition, or else the first. */
  readonly enterprises: readonly EnterpriseMention[];
}

const bbbee = /\bb[\s-]{0,2}b[\s-]?b?[\s-]?e[\s-]?e\b|\bbee\b|broad[\s-]based\s+black\s+economic\s+empowerment/giu;
const levelWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const level = `(?:[1-8](?![\\d.,%]\\d|\\d|%)|${levelWords.join('|')})\\b(?:\\s?\\([1-8]\\))?`;
const levels = new RegExp(
  `\\blevels?\\b[\\s:]{0,3}(?:of\\s+contribut(?:ion|or)\\s+)?(${level}(?:\\s{0,2}(?:to|or|and|through|[-–/,&])\\s{0,2}(?:level\\s+)?${level}){0,7})`,
  'giu',
);
const anyLevel = new RegExp(`[1-8]|${levelWords.join('|')}`, 'giu');

const least = /\b(?:minimum|min|at\s+least|(?:not|no)\s+(?:lower|less|worse)\s+than)\b/iu;
const orBetter = /^[\s(]{0,3}(?:contribut(?:or|ion)s?\s+)?\(?(?:or|and)\s+(?:better|higher|above|upwards?)\)?/iu;
const binding = /\b(?:must|only|shall|required|restricted|limited|eligible|reserved)\b/iu;
const onlyBehind = /^[\s(]{0,3}(?:contribut(?:or|ion)s?\s+)?\(?only\b\)?/iu;
// A number or the word points right behind makes it a line of a points table, not a requirement.
const points = /^[\s):=–-]{0,5}(?:contribut\w+)?[\s:=(–-]{0,5}(?:\d|[^.;\n]{0,15}\bpoints?\b)/iu;

const worthReading = /levels?\b|\b(?:eme|qse)|small|micro/iu;

/** Reads stated B-BBEE level requirements and mentions of EMEs and QSEs. Levels of a points table are no requirement. */
export function readBbbee(text: string): BbbeeReading {
  if (!worthReading.test(text)) return { levels: [], enterprises: [] };
  const found = [...text.matchAll(levels)].flatMap((match) => readLevels(text, match) ?? []);
  return { levels: found, enterprises: readEnterprises(text) };
}

function readLevels(text: string, match: RegExpExecArray): BbbeeLevels | null {
  const [whole, list = ''] = match;
  const listEnd = match.index + whole.length;
  const leadStart = clauseStart(text, match.index);
  const [lead, behind] = [text.slice(leadStart, match.index), text.slice(listEnd, listEnd + 60)];
  const named = [...lead.matchAll(bbbee)].at(-1);
  if ((named === undefined && !namesBbbee(behind)) || points.test(behind)) return null;
  const numbers = (list.replaceAll(/\(\d\)/gu, '').match(anyLevel) ?? []).map(levelNumber);
  const [better, leastWords] = [orBetter.exec(behind) ?? onlyBehind.exec(behind), least.exec(lead)];
  const isFloor = leastWords !== null || orBetter.test(behind);
  if (numbers.length < 2 && !isFloor && better === null && !binding.test(lead)) return null;
  const start = leadStart + Math.min(named?.index ?? lead.length, leastWords?.index ?? lead.length);
  const worst = Math.max(...numbers);
  return {
    best: isFloor ? 1 : Math.min(...numbers),
    worst,
    span: spanBetween(text, start, listEnd + (better?.[0].length ?? 0)),
  };
}

/** Start of the clause that leads to a place: behind the last full stop, semicolon or line end, at most 90 letters back. */
function clauseStart(text: string, at: number): number {
  const from = Math.max(0, at - 90);
  const lead = text.slice(from, at);
  return from + Math.max(...['. ', ';', '\n'].map((mark) => lead.lastIndexOf(mark) + 1));
}

function namesBbbee(behind: string): boolean {
  return behind.split(/[.;\n]/u, 1).some((clause) => clause.search(bbbee) !== -1);
}

function levelNumber(text: string): number {
  return levelWords.indexOf(text.toLowerCase()) + 1 || Number(text);
}

const enterprises = [
  { kind: 'EME', pattern: /\bEME(?:['’]?s)?\b|\b[Ee]xempt(?:ed)?\s+[Mm]icro[\s-]{1,2}[Ee]nterprises?\b/gu },
  { kind: 'QSE', pattern: /\bQSE(?:['’]?s)?\b|\b[Qq]ualifying\s+[Ss]mall\s+(?:[Bb]usiness\s+)?[Ee]nterprises?\b/gu },
] as const;
const exclusive =
  /\b(?:only|must\s+be|shall\s+be|restricted\s+to|limited\s+to|reserved\s+for|set\s+aside\s+for)\b[^.;\n]{0,60}$/iu;

function readEnterprises(text: string): EnterpriseMention[] {
  return enterprises.flatMap(({ kind, pattern }) => {
    const mentions = Array.from(text.matchAll(pattern), (match) => ({
      kind,
      isCondition: exclusive.test(text.slice(clauseStart(text, match.index), match.index)),
      span: spanOfMatch(text, match),
    }));
    return mentions.find(({ isCondition }) => isCondition) ?? mentions.at(0) ?? [];
  });
}
