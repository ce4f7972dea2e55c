import { readClassAt, readGradeAt, type ClassTerm, type GradeTerm } from './cidb-terms.js';
import { isLabel, touch, type Token } from './cidb-tokens.js';

/** How a term hangs on the one before it. */
export type Joiner = 'none' | 'range' | 'or' | 'and';

export type Term = (GradeTerm | ClassTerm) & { joiner: Joiner };

/** Grades and classes that stand together: "8EP/ME or higher", "5-7 (EP/EB)", "ME level 4", "four (4)". */
export interface Statement {
  readonly terms: readonly Term[];
  readonly orHigher: boolean;
  /** Index of the first token, and of the first one behind. */
  readonly first: number;
  readonly next: number;
  readonly start: number;
  readonly end: number;
}

// "0r" and "of" are how "or" gets typed.
const orHigherWords =
  /[\s)\]*"”]{0,3}(?:\+(?!\s?\d)|[(,]?\s?(?:(?:[o0]r|of|and|&|\/)\s{0,2})?(?:an?\s)?(?:higher|above|more(?!over)|greater|better|upwards?)(?:\s?\))?)/iy;
const termsMax = 40;

interface Reading {
  text: string;
  tokens: readonly Token[];
}

/** Every run of grades and classes in a text, in order. Whether one is about the CIDB at all is for the context to say. */
export function* readStatements(reading: Reading): Generator<Statement> {
  for (let index = 0; index < reading.tokens.length;) {
    const statement = readStatementAt(reading, index);
    if (statement !== null) yield statement;
    index = Math.max(index + 1, statement?.next ?? 0);
  }
}

function readStatementAt(reading: Reading, first: number): Statement | null {
  const opening = readTerm(reading, first, 'none');
  if (opening === null) return null;
  const terms = [opening];
  let [end, next, orHigher] = [opening.end, opening.next, false];
  while (terms.length < termsMax) {
    const higherEnd = endOfHigher(reading.text, end);
    if (higherEnd !== null) {
      orHigher = true;
      end = higherEnd;
      next = indexBehind(reading.tokens, { from: next, end });
    }
    const following = readFollowing(reading, { next, end, previous: terms.at(-1), isPastHigher: higherEnd !== null });
    if (following === null) break;
    if (following === 'emerging') {
      markEmerging(terms);
      next = skipEmerging(reading.tokens, next);
      end = reading.tokens[next - 1]?.end ?? end;
      continue;
    }
    terms.push(following);
    ({ end, next } = following);
  }
  return { terms, orHigher, first, next, start: opening.start, end };
}

function readTerm({ text, tokens }: Reading, index: number, joiner: Joiner): Term | null {
  const term = readGradeAt(tokens, index) ?? readClassAt(text, tokens, index);
  return term === null ? null : { ...term, joiner };
}

interface Place {
  next: number;
  end: number;
  previous: Term | undefined;
  isPastHigher: boolean;
}

/** The term behind a joiner, label or bracket; the mark of potentially emerging contractors; or null: the statement ends. */
function readFollowing(reading: Reading, { next, end, previous, isPastHigher }: Place): Term | 'emerging' | null {
  const { text, tokens } = reading;
  if (previous?.kind === 'class' && skipEmerging(tokens, next) > next && onOneLine(text, end, tokens[next]))
    return 'emerging';
  const { joiner, index } = skipJoiners(tokens, next);
  if (isPastHigher && joiner !== 'or') return null;
  const term = readTerm(reading, index, joiner);
  if (term === null) return null;
  // Without a word or mark between them, terms belong together on one line only.
  return index === next && !onOneLine(text, end, tokens[next]) ? null : term;
}

const joiners: Record<string, Joiner> = {
  or: 'or',
  '/': 'or',
  ',': 'or',
  ';': 'or',
  '|': 'or',
  and: 'and',
  '&': 'and',
  '+': 'and',
  '-': 'range',
  '–': 'range',
  '—': 'range',
  to: 'range',
};

/** Passes over joiners, one bracket, and a repeated label, as in "3CE or CIDB grade 4GB". The strongest joiner counts. */
function skipJoiners(tokens: readonly Token[], next: number): { joiner: Joiner; index: number } {
  let joiner: Joiner = 'none';
  let index = next;
  for (const limit = next + 5; index < limit; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const found = joiners[token.text.toLowerCase()];
    // "and/or" is an or.
    if (found !== undefined) joiner = joiner === 'none' || found === 'or' ? found : joiner;
    else if (!/^[([)\].:_]$/u.test(token.text) && !isLabel(token) && token.kind !== 'cidb') break;
    else if (/^[.:_]$/u.test(token.text) && !(touch(tokens[index - 1], token) && touch(token, tokens[index + 1])))
      break;
  }
  return { joiner, index };
}

function onOneLine(text: string, end: number, token: Token | undefined): boolean {
  return token !== undefined && !text.slice(end, token.start).includes('\n');
}

/** Index behind "PE", "(PE)" or "potentially emerging"; the given index where there is none. */
function skipEmerging(tokens: readonly Token[], next: number): number {
  const opening = tokens[next]?.text === '(' || tokens[next]?.text === '-' ? 1 : 0;
  const [first, second] = [tokens[next + opening], tokens[next + opening + 1]];
  const isShort = first?.text === 'PE';
  const isLong = first?.text.toLowerCase() === 'potentially' && second?.text.toLowerCase() === 'emerging';
  if (!isShort && !isLong) return next;
  const last = next + opening + (isLong ? 2 : 1);
  return opening === 1 && tokens[last]?.text === ')' ? last + 1 : last;
}

function markEmerging(terms: Term[]): void {
  const last = terms.at(-1);
  if (last?.kind === 'class') terms.splice(-1, 1, { ...last, isPotentiallyEmerging: true });
}

/** Place behind "or higher" at a place of the text, or null. */
export function endOfHigher(text: string, end: number): number | null {
  orHigherWords.lastIndex = end;
  const match = orHigherWords.exec(text);
  return match === null ? null : end + match[0].length;
}

function indexBehind(tokens: readonly Token[], { from, end }: { from: number; end: number }): number {
  let index = from;
  while ((tokens[index]?.start ?? end) < end) index += 1;
  return index;
}
