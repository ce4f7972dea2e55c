import { endOfHigher, type Statement, type Term } from './cidb-statements.js';
import type { ClassTerm } from './cidb-terms.js';
import { isFiller, isLabel, touch, type Token } from './cidb-tokens.js';
import type { WorksClass } from './works-classes.js';

/** A grade with its class, or one of the two where the text leaves the other open. */
export interface ReadDesignation {
  readonly grade: number | null;
  readonly classOfWorks: WorksClass | null;
  readonly isPotentiallyEmerging: boolean;
  /** Number of its group in the statement; designations of one group are alternatives. */
  readonly group: number;
}

export interface ResolvedStatement {
  readonly designations: readonly ReadDesignation[];
  readonly orHigher: boolean;
  readonly start: number;
  readonly end: number;
}

interface Resolving {
  text: string;
  tokens: readonly Token[];
  statement: Statement;
  /** True when a label leads to the statement: then lists, small letters and torn codes are believed. */
  isLabelled: boolean;
}

/** Puts grades and classes together: "7 CE ME" is 7CE and 7ME, "5-7 (EP/EB)" six designations, "ME level 4" is 4ME. */
export function resolveStatement(resolving: Resolving): ResolvedStatement | null {
  const terms = believable(resolving);
  const [first] = terms;
  if (first === undefined) return null;
  const swapped = isClassFirst(terms, resolving.tokens) ? terms.slice(0, 2).toReversed() : null;
  const { designations, used } = pairUp(swapped ?? terms);
  const last = terms[(swapped === null ? used : 2) - 1];
  const isWhole = last === resolving.statement.terms.at(-1);
  const higherEnd = isWhole ? null : endOfHigher(resolving.text, last?.end ?? first.end);
  return {
    designations,
    orHigher: isWhole ? resolving.statement.orHigher : higherEnd !== null,
    start: first.start,
    end: isWhole ? resolving.statement.end : (higherEnd ?? last?.end ?? first.end),
  };
}

/** The terms that may belong to a designation. Without a label only capitals count, and a class must follow its grade. */
function believable({ tokens, statement, isLabelled }: Resolving): Term[] {
  const hasCode = statement.terms.some((term) => term.kind === 'class' && term.form !== 'words');
  const named = statement.terms.filter((term) => !(hasCode && term.kind === 'class' && term.form === 'words'));
  const cut = named.findIndex((term, index) => isDoubtful(tokens, { term, previous: named[index - 1], isLabelled }));
  const terms = cut === -1 ? named : named.slice(0, cut);
  if (isLabelled) return terms;
  const start = terms.findIndex((term, index) => term.kind === 'grade' && startsPair(terms, index));
  return start === -1 ? [] : terms.slice(start);
}

function startsPair(terms: readonly Term[], index: number): boolean {
  const [term, next, third] = terms.slice(index, index + 3);
  const isTightRange =
    next?.kind === 'grade' && next.joiner === 'range' && next.start - (term?.end ?? 0) === 1 && third?.kind === 'class';
  return next?.kind === 'class' || isTightRange;
}

interface Doubt {
  term: Term;
  previous: Term | undefined;
  isLabelled: boolean;
}

function isDoubtful(tokens: readonly Token[], { term, previous, isLabelled }: Doubt): boolean {
  if (term.kind === 'grade')
    return previous !== undefined && isCount(tokens, term.next) && !(tokens[term.next] === undefined);
  if (!isLabelled && term.form !== 'capitals') return true;
  const inherits = previous?.kind === 'class';
  if (inherits && term.joiner === 'none' && !isLabelled) return true;
  const isWord =
    (term.code === 'ME' || term.code === 'SO') && (inherits || term.form === 'small') && !isGluedToGrade(tokens, term);
  return isWord && isPlainWord(tokens[term.next]);
}

function isGluedToGrade(tokens: readonly Token[], term: ClassTerm): boolean {
  const before = tokens[term.next - 2];
  return before?.kind === 'digits' && touch(before, tokens[term.next - 1]);
}

const joining = new Set(['or', 'and', 'to', 'higher', 'above', 'more', 'pe', 'n', 'are', 'will', 'may', 'who']);

/** A word that makes no sense behind a designation, so that the letters before it are a word too: "so that". */
function isPlainWord(token: Token | undefined): boolean {
  return token?.kind === 'letters' && !joining.has(token.text.toLowerCase()) && !isFiller(token) && !isLabel(token);
}

/** True when a number counts something: "grade 4 and 2 vehicles", "4 - 6 months". */
function isCount(tokens: readonly Token[], next: number): boolean {
  const token = tokens[next];
  return (
    isPlainWord(token) &&
    !/^(?:GB|CE|EB|EP|ME|S[B-OQ])(?:PE)?$/iu.test(token?.text ?? '') &&
    !/^(?:general|civil|electrical|mechanical|c|g|e|m|s)$/iu.test(token?.text ?? '')
  );
}

/** "ME level 4": the class comes first, and no class follows the grade. */
function isClassFirst(terms: readonly Term[], tokens: readonly Token[]): boolean {
  const [first, second, third] = terms;
  if (first?.kind !== 'class' || second?.kind !== 'grade' || third?.kind === 'class') return false;
  const between = tokens.slice(first.next, second.next - 1);
  return between.some(isLabel) || second.joiner === 'none';
}

/** Gives each class the grades in front of it, or those of the class before. `used` counts the terms that took part. */
function pairUp(terms: readonly Term[]): { designations: ReadDesignation[]; used: number } {
  const found: ReadDesignation[] = [];
  let [pending, grades, group, used]: [number[], number[], number, number] = [[], [], 0, 0];
  let opening: Term | undefined;
  for (const [index, term] of terms.entries()) {
    if (term.kind === 'grade') {
      if (pending.length === 0) opening = term;
      pending = extend(pending, term);
      continue;
    }
    const isNew = pending.length > 0;
    const head = isNew ? opening : term;
    const previous = found.at(-1);
    if (isNew)
      grades =
        head?.joiner === 'range' && previous?.classOfWorks === term.code
          ? steps(previous.grade ?? 0, pending)
          : pending;
    pending = [];
    if (head?.joiner === 'and' && previous !== undefined && previous.classOfWorks !== term.code) group += 1;
    const rows: (number | null)[] = grades.length === 0 ? [null] : grades;
    found.push(
      ...rows.map((grade) => ({
        grade,
        classOfWorks: term.code,
        isPotentiallyEmerging: term.isPotentiallyEmerging,
        group,
      })),
    );
    used = index + 1;
  }
  const isPaired = found.some(({ grade }) => grade !== null);
  if (isPaired) return { designations: found.filter(({ grade }) => grade !== null), used };
  if (found.length > 0) return { designations: found, used };
  return {
    designations: pending.map((grade) => ({ grade, classOfWorks: null, isPotentiallyEmerging: false, group: 0 })),
    used: terms.length,
  };
}

function extend(pending: readonly number[], term: Term & { kind: 'grade' }): number[] {
  const last = pending.at(-1);
  if (last === undefined || term.joiner === 'none') return [term.grade];
  return term.joiner === 'range' ? [...pending.slice(0, -1), ...between(last, term.grade)] : [...pending, term.grade];
}

/** Whole numbers from one to the other; only the second where they do not rise, because then it is no range. */
function between(low: number, high: number): number[] {
  return low < high ? Array.from({ length: high - low + 1 }, (_, step) => low + step) : [high];
}

/** "2CE to 8CE": the grades behind 2 up to 8. */
function steps(previous: number, pending: readonly number[]): number[] {
  const [grade = 0] = pending;
  return pending.length === 1 && previous < grade ? between(previous + 1, grade) : [...pending];
}
