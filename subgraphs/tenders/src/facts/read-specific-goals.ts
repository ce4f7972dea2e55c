import { spanBetween, type TextSpan } from './text-span.js';

/** A specific goal that earns preference points. */
export interface SpecificGoal {
  /** The goal in the words of the text. */
  readonly goal: string;
  /** Null where the text gives none. */
  readonly points: number | null;
  readonly span: TextSpan;
}

const pointsMax = 20;
const goalLengthMax = 110;
const number = '(\\d{1,2}(?:[.,]\\d{1,2})?)';
// The points behind a goal: "locality: 10", "youth = 5 points", "women (4)", "black ownership 20 points".
const pointsBehind = new RegExp(
  `(?:([=:–-])|(\\()|[\\s\\d%)])\\s{0,3}(?<!\\d)${number}(?!\\d|\\s?%|[.,:/h]\\d|\\s?[–-]\\s?\\d|\\s{0,2}(?:years?|months?|days?|km)\\b)\\s{0,2}(points?\\b|pts\\b)?\\s?(\\))?`,
  'giu',
);
// "allocate 20 points" tells the sum of the goals, and "three (3)" repeats a number.
const counting =
  /\b(?:allocate[sd]?|award(?:s|ed)?|maximum|up\s+to|of|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)$/iu;
const goalEdges = /[=:;\n\r•&|,]|\.\s|\(\d{1,2}(?:\s?points?)?\)|\d(?!\d|\s?%|[^()]{0,10}\))/gu;
// "10 points for enterprises owned by women".
const pointsFirst = new RegExp(
  `(?<![\\d.,/])${number}\\s{0,2}points?\\s+(?:will\\s+be\\s+|shall\\s+be\\s+)?(?:allocated\\s+|awarded\\s+)?(?:for|to)\\s+([^.;\\n,\\d]{3,120}(?:\\d{1,3}\\s?%[^.;\\n,\\d]{0,80})?)`,
  'giu',
);
const withoutPoints =
  /specific\s+goals?(?:\s+criteria)?(?:\s+(?:applied|applicable)\b[^:.;\n]{0,20}(?:[^:.;\n]|\.(?=\d)){0,80}?)?(?::|\s(?:is|are)\s)\s*([^.;:\n=]{8,200})/giu;

const known =
  /\b(?:local(?:ity|ly)?|province|provincial|municipal(?:ity)?|district|metro|region(?:al)?|wom[ae]n|female|gender|youth|young|disab\w*|disabilities|black|race|hdi|historically|b[\s-]?bb?b?[\s-]?ee|bbb-ee|bee|emes?|qses?|smmes?|veterans?|rural|township|owner(?:ship)?|owned|rdp|reconstruction|enterprises?|employment|jobs?)\b/iu;
const unrelated =
  /\b(?:price|total|mentioned|basis|below|functionality|threshold|minimum|experience|methodology|staff|personnel|references?|capacity|plan|financial|plant|equipment|qualif\w*|skills?|team|cv|score|date|time|tel|cell|fax|fee|ward|phase|erf|no|number|level|cidb)\b/iu;
const preferenceCue =
  /specific\s+goals?|preferen(?:ce|tial)|\b80\s?[/:]\s?20\b|\b90\s?[/:]\s?10\b|ownership\s+by|\d\s?points?\b/iu;
const goalsCue = /specific\s+goals?|preferen(?:ce|tial)|ownership\s+by|80\s?\/\s?20|90\s?\/\s?10/giu;

/** Reads specific goals with their points, and goals that are named as such without points. */
export function readSpecificGoals(text: string): SpecificGoal[] {
  if (!preferenceCue.test(text)) return [];
  const counted = [...goalsBefore(text), ...goalsAfter(text)].filter(
    (goal) => !isInFunctionality(text, goal.span.start),
  );
  const named = [...text.matchAll(withoutPoints)]
    .flatMap((match) => namedGoal(text, match))
    .filter(({ span }) => !counted.some((other) => overlap(other.span, span)));
  return distinct([...counted, ...named].toSorted((a, b) => a.span.start - b.span.start));
}

function goalsBefore(text: string): SpecificGoal[] {
  return [...text.matchAll(pointsBehind)].flatMap((match) => {
    const [whole, mark, opening, digits = '', unit, closing] = match;
    const isStated = opening === undefined ? mark !== undefined || unit !== undefined : closing !== undefined;
    if (!isStated || (unit === undefined && !followsGoalsCue(text, match.index))) return [];
    const from = Math.max(0, match.index - goalLengthMax);
    // The blank, digit or bracket in front of a bare number may belong to the goal: "(18-35) 3 points".
    const to = match.index + (mark === undefined && opening === undefined ? 1 : 0);
    const before = text.slice(from, to);
    const edge = [...before.matchAll(goalEdges)].at(-1);
    const goal = tidy(before.slice(edge === undefined ? 0 : edge.index + edge[0].length));
    const isCut = edge === undefined && from > 0;
    if (isCut || counting.test(goal)) return [];
    const end = match.index + whole.length - (opening === undefined && closing !== undefined ? 1 : 0);
    return goalOf({ goal, digits, span: spanBetween(text, from + Math.max(0, before.lastIndexOf(goal)), end) });
  });
}

function followsGoalsCue(text: string, at: number): boolean {
  return text.slice(Math.max(0, at - 600), at).search(goalsCue) !== -1;
}

function goalsAfter(text: string): SpecificGoal[] {
  return [...text.matchAll(pointsFirst)]
    .filter((match) => !match[0].endsWith('('))
    .flatMap((match) =>
      goalOf({
        goal: tidy(match[2] ?? ''),
        digits: match[1] ?? '',
        span: spanBetween(text, match.index, match.index + match[0].length),
      }),
    );
}

function goalOf({ goal, digits, span }: { goal: string; digits: string; span: TextSpan }): SpecificGoal[] {
  const points = Number(digits.replace(',', '.'));
  return points > 0 && points <= pointsMax && known.test(goal) && !unrelated.test(goal) ? [{ goal, points, span }] : [];
}

function namedGoal(text: string, match: RegExpExecArray): SpecificGoal[] {
  const goal = tidy(match[1] ?? '');
  if (!known.test(goal) || /\bpoints?\b|stated|proof|document/iu.test(goal)) return [];
  const end = match.index + match[0].length;
  const start = end - (match[1] ?? '').length + (match[1] ?? '').indexOf(goal);
  return [{ goal, points: null, span: spanBetween(text, start, start + goal.length) }];
}

/** Drops what leads to the goal: joining words, bullets, numbering, the heading. */
function tidy(goal: string): string {
  return goal
    .replace(/\(specific goals?\)/iu, '')
    .trim()
    .replace(/^(?:[-–*?“"')\s]+|(?:and|with|of|where|which|the|specific\s+goals?|to|points?)\s+)+/iu, '')
    .trim();
}

/** True when the nearest heading in front is functionality, whose points are no preference points. */
function isInFunctionality(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 400), at);
  const cue = [...before.matchAll(goalsCue)].at(-1)?.index ?? -1;
  return before.toLowerCase().lastIndexOf('functionality') > cue;
}

function overlap(a: TextSpan, b: TextSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

function distinct(goals: readonly SpecificGoal[]): SpecificGoal[] {
  const first = new Map<string, SpecificGoal>();
  for (const goal of goals) {
    const key = `${goal.goal.toLowerCase()} ${goal.points}`;
    if (!first.has(key)) first.set(key, goal);
  }
  return [...first.values()];
}
