/** One designation that a tender accepts. Null means that the text leaves it open. */
export interface RequiredDesignation {
  readonly grade: number | null;
  /** Class of works, such as CE. */
  readonly workClass: string | null;
  /** Accepted of potentially emerging contractors only. */
  readonly isPotentiallyEmerging: boolean;
}

/**
 * What a text says about CIDB grading. `DESIGNATIONS`: any one of them, or a higher grade of its class, will do.
 * `UNSPECIFIED`: registration is asked for and no grade named. `NOT_STATED`: no word about it.
 */
export interface CidbRequirement {
  readonly kind: 'DESIGNATIONS' | 'UNSPECIFIED' | 'NOT_APPLICABLE' | 'NOT_STATED';
  readonly designations: readonly RequiredDesignation[];
  /** Says that potentially emerging contractors of a lower grade may be considered. */
  readonly mentionsPotentiallyEmerging: boolean;
  /** The words it was read from; null when there are none. */
  readonly quote: string | null;
}

const workClass = '(?:GB|CE|EB|EP|ME|S[BCDEFGHIJKLMNOQ])';
const digitWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const mention = /\bCIDB\b|construction industry development board/giu;
const label = String.raw`(?:grad(?:e|ing)s?|level)(?:\s+(?:level|grading|designation|requirements?|required|is|of|minimum|contractor))*\s*[:\-–]?\s*`;
const separator = String.raw`\s*(?:/|,|&|and|or)?\s*`;

// "7CE", "7 CE ME", "8EP/ME", "01GB", "2CEPE". Letters are upper case where a space could make them words ("2 so").
const gradeThenClass = new RegExp(
  String.raw`(?<![\dA-Z.])0?([1-9])(?:\s?(${workClass})|((?:gb|ce|eb|ep|me|s[bcdefghijklmnoq])))(\s?PE)?(?![A-Za-z\d])((?:${separator}${workClass}(?![A-Za-z\d]))*)`,
  'gu',
);
const classThenGrade = new RegExp(String.raw`\b(${workClass})\s*(?:grade|level)\s*([1-9])\b`, 'giu');
const gradeOnly = new RegExp(
  String.raw`${label}(?:(${digitWords.join('|')})\s*(?:\((\d)\))?|([1-9]))(?![\d.,]\d|[A-Za-z])`,
  'giu',
);
const classOnly = new RegExp(String.raw`${label}(${workClass})\b`, 'giu');
const notApplicable = /\bno\s+cidb\b|\bcidb\b[^.;\n]{0,60}?(?:\bn\/?a\b|\bnot\s+(?:applicable|required|needed))/iu;
const orHigher = /^\W{0,3}[o0]r\s+(?:higher|above|more)/iu;

interface Found extends RequiredDesignation {
  readonly start: number;
  readonly end: number;
}

/** Reads the CIDB grading that a tender asks for. A class letter pair counts only near a word about grading. */
export function readCidb(text: string): CidbRequirement {
  const windows = [...text.matchAll(mention)].map(({ index }) => ({ start: index - 60, end: index + 220 }));
  const isNear = ({ start }: Found) => windows.some((window) => start >= window.start && start <= window.end);
  const mentionsPotentiallyEmerging = /potentially\s+emerging|\bPE\s+(?:status|contractors?)/iu.test(text);
  const designated = [...findDesignations(text)].filter((found) => isNear(found) || isLabelled(text, found));
  const found = designated.length > 0 ? designated : [...findPartial(text)].filter(isNear);
  const [first] = found;
  if (first !== undefined) {
    return {
      kind: 'DESIGNATIONS',
      designations: distinct(found),
      mentionsPotentiallyEmerging,
      quote: quoteAround(text, found),
    };
  }
  const denied = notApplicable.exec(text);
  if (denied !== null)
    return { kind: 'NOT_APPLICABLE', designations: [], mentionsPotentiallyEmerging, quote: squeeze(denied[0]) };
  const [window] = windows;
  if (window === undefined) return { kind: 'NOT_STATED', designations: [], mentionsPotentiallyEmerging, quote: null };
  return {
    kind: 'UNSPECIFIED',
    designations: [],
    mentionsPotentiallyEmerging,
    quote: sentenceAt(text, window.start + 60),
  };
}

function* findDesignations(text: string): Generator<Found> {
  for (const match of text.matchAll(gradeThenClass)) {
    const [whole, grade = '', upper, lower, emerging, more = ''] = match;
    const classes = [(upper ?? lower ?? '').toUpperCase(), ...(more.match(new RegExp(workClass, 'gu')) ?? [])];
    const place = { start: match.index, end: match.index + whole.length };
    const isPotentiallyEmerging = emerging !== undefined || /^\s?PE\b/u.test(text.slice(place.end));
    for (const name of classes) yield { ...place, grade: Number(grade), workClass: name, isPotentiallyEmerging };
  }
  for (const match of text.matchAll(classThenGrade)) {
    const [whole, name = '', grade = ''] = match;
    yield {
      start: match.index,
      end: match.index + whole.length,
      grade: Number(grade),
      workClass: name.toUpperCase(),
      isPotentiallyEmerging: false,
    };
  }
}

/** A grade without a class, or a class without a grade: believed only when nothing better is found. */
function* findPartial(text: string): Generator<Found> {
  for (const match of text.matchAll(gradeOnly)) {
    const [whole, word, figure, digit] = match;
    const grade = Number(figure ?? digit ?? digitWords.indexOf((word ?? '').toLowerCase()) + 1);
    // "GRADING 1. Bidders must": the 1 numbers the clause behind it.
    if (digit !== undefined && /^\.\s+\p{Lu}/u.test(text.slice(match.index + whole.length))) continue;
    yield { start: match.index, end: match.index + whole.length, grade, workClass: null, isPotentiallyEmerging: false };
  }
  for (const match of text.matchAll(classOnly)) {
    yield {
      start: match.index,
      end: match.index + match[0].length,
      grade: null,
      workClass: (match[1] ?? '').toUpperCase(),
      isPotentiallyEmerging: false,
    };
  }
}

function isLabelled(text: string, { start, end }: Found): boolean {
  const isBehindLabel = new RegExp(`${label}$`, 'iu').test(text.slice(Math.max(0, start - 60), start));
  return isBehindLabel || orHigher.test(text.slice(end)) || /\b(?:grade|level)\b/iu.test(text.slice(start, end));
}

function distinct(found: readonly Found[]): RequiredDesignation[] {
  const byText = new Map<string, RequiredDesignation>();
  for (const { grade, workClass: name, isPotentiallyEmerging } of found) {
    byText.set(`${grade}${name}${isPotentiallyEmerging}`, { grade, workClass: name, isPotentiallyEmerging });
  }
  return [...byText.values()];
}

/** The words from the first designation to the last one near it, with the label in front and "or higher" behind. */
function quoteAround(text: string, found: readonly Found[]): string {
  const places = found.toSorted((a, b) => a.start - b.start);
  const first = places[0]?.start ?? 0;
  const end = places.reduce(
    (last, place) => (place.start - last < 30 ? Math.max(last, place.end) : last),
    places[0]?.end ?? 0,
  );
  const before =
    /(?:\b(?:minimum|CIDB|contractor|grad(?:e|ing)|designation|level|required|estimated|requirement|registered|with|the|is|of|a|for)\b[\s:()–-]*)+$/iu.exec(
      text.slice(0, first),
    );
  const after = orHigher.exec(text.slice(end))?.[0] ?? '';
  return squeeze(`${before?.[0] ?? ''}${text.slice(first, end)}${after}`);
}

function sentenceAt(text: string, at: number): string {
  const from = Math.max(0, ...['.', ';', '\n'].map((mark) => text.lastIndexOf(mark, at) + 1));
  return squeeze(text.slice(from, Math.max(at, from) + 120).split(/[.;\n]/u)[0] ?? '');
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
