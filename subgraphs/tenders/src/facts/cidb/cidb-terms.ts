import { isLabel, touch, type Token } from './cidb-tokens.js';
import { isWorksClass, worksClassOpenings, worksClassWords, type WorksClass } from './works-classes.js';

export interface GradeTerm {
  readonly kind: 'grade';
  readonly grade: number;
  readonly start: number;
  readonly end: number;
  /** Index of the token behind. */
  readonly next: number;
}

export interface ClassTerm {
  readonly kind: 'class';
  readonly code: WorksClass;
  readonly isPotentiallyEmerging: boolean;
  /** How sure the letters are: codes in capitals, codes in small letters, codes torn apart or misread, names in words. */
  readonly form: 'capitals' | 'small' | 'torn' | 'words';
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const wordLengthMax = 5;
const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
const misread = /^[lI]$/u;
const codeAndSuffix = /^(GB|CE|EB|EP|ME|S[B-OQ])(PE)?$/iu;
const codeLengthMax = 4;
const openingLengthMin = 5;

/** Reads a grade from 1 to 9: a digit, a word with or without the digit in brackets, or a Roman number behind a label. */
export function readGradeAt(tokens: readonly Token[], index: number): GradeTerm | null {
  const token = tokens[index];
  if (token === undefined) return null;
  if (token.kind === 'digits') {
    if (!/^0?[1-9]$/u.test(token.text) || !isWholeNumber(tokens, index)) return null;
    const grade = Number(token.text);
    return gradeTerm(tokens, { index, grade, repeat: words[grade - 1] ?? '' });
  }
  if (token.kind !== 'letters') return null;
  if (token.text.length > wordLengthMax) return null;
  const grade = words.indexOf(token.text.toLowerCase()) + 1 || romanGrade(tokens, index);
  return grade === 0 ? null : gradeTerm(tokens, { index, grade, repeat: String(grade) });
}

/** A Roman number, or a 1 that was misread as a letter; both only right behind a label. */
function romanGrade(tokens: readonly Token[], index: number): number {
  const letters = tokens[index]?.text ?? '';
  const grade = misread.test(letters) ? 1 : romans.indexOf(letters) + 1;
  if (grade === 0) return 0;
  const before = tokens[index - 1];
  return isLabel(before) || (before?.kind === 'mark' && isLabel(tokens[index - 2])) ? grade : 0;
}

function gradeTerm(
  tokens: readonly Token[],
  { index, grade, repeat }: { index: number; grade: number; repeat: string },
): GradeTerm {
  const [opening, inside, closing] = tokens.slice(index + 1, index + 4);
  const isRepeated =
    opening?.text === '(' && inside?.text.toLowerCase().replace(/^0/u, '') === repeat && closing?.text === ')';
  const last = isRepeated ? index + 3 : index;
  return { kind: 'grade', grade, start: tokens[index]?.start ?? 0, end: tokens[last]?.end ?? 0, next: last + 1 };
}

/** False inside decimals, times, percentages, ordinals and codes: 4.5, 10:5, 4%, 5th, R4, x4b. */
function isWholeNumber(tokens: readonly Token[], index: number): boolean {
  const [before, token, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (touch(before, token) && before !== undefined) {
    if (before.kind === 'letters' && before.text.length < 3 && !codeAndSuffix.test(before.text) && before.text !== 'O')
      return false;
    if (/[%#@_?$€\\]/u.test(before.text)) return false;
    if (/[.,:]/u.test(before.text) && tokens[index - 2]?.kind === 'digits' && touch(tokens[index - 2], before))
      return false;
  }
  if (!touch(token, after) || after === undefined) return true;
  if (after.kind === 'letters') return codeAndSuffix.test(after.text);
  if (/[.,:]/u.test(after.text)) return !(tokens[index + 2]?.kind === 'digits' && touch(after, tokens[index + 2]));
  return !/[%_@\\]/u.test(after.text);
}

/** Reads a class of works: its code, its code in brackets, or its name. */
export function readClassAt(text: string, tokens: readonly Token[], index: number): ClassTerm | null {
  const token = tokens[index];
  if (token?.kind !== 'letters') return null;
  return codeTerm(tokens, index) ?? tornTerm(text, tokens, index) ?? namedTerm(text, tokens, index);
}

function codeTerm(tokens: readonly Token[], index: number): ClassTerm | null {
  const token = tokens[index];
  if (token === undefined || token.text.length > codeLengthMax) return null;
  const match = codeAndSuffix.exec(token.text);
  if (match === null) return null;
  const [, letters = '', suffix] = match;
  const code = letters.toUpperCase();
  const isMixed = token.text !== token.text.toUpperCase() && token.text !== token.text.toLowerCase();
  if (!isWorksClass(code) || isMixed || runsOn(tokens, index)) return null;
  const form = token.text === token.text.toUpperCase() ? 'capitals' : 'small';
  return {
    kind: 'class',
    code,
    isPotentiallyEmerging: suffix !== undefined,
    form,
    start: token.start,
    end: token.end,
    next: index + 1,
  };
}

/** True when letters or digits touch the code's end and do not make a designation, as in "2GB2" or "GBs". */
function runsOn(tokens: readonly Token[], index: number): boolean {
  const [token, after, last] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (!touch(token, after) || after === undefined || after.kind === 'mark') return false;
  const isNextDesignation = after.kind === 'digits' && touch(after, last) && codeAndSuffix.test(last?.text ?? '');
  // "CE4" is a designation turned round; SF6 is a gas.
  const isTurnedRound =
    /^[1-9]$/u.test(after.text) && (!touch(after, last) || last?.kind === 'mark') && token?.text !== 'SF';
  return !isNextDesignation && !isTurnedRound && after.kind !== 'cidb' && !/^\p{Lu}\p{Ll}{3}/u.test(after.text);
}

/** "C E" and "C.E": a code that a scanner or a typist pulled apart. */
function tornTerm(text: string, tokens: readonly Token[], index: number): ClassTerm | null {
  const first = tokens[index];
  const isDotted = tokens[index + 1]?.text === '.';
  const last = index + (isDotted ? 2 : 1);
  const second = tokens[last];
  if (
    first?.text.length !== 1 ||
    second?.text.length !== 1 ||
    second.start - first.end > 2 ||
    text.slice(first.end, second.start).includes('\n')
  )
    return null;
  const code = `${first.text}${second.text}`;
  if (code.length !== 2 || !isWorksClass(code) || runsOn(tokens, last)) return null;
  return {
    kind: 'class',
    code,
    isPotentiallyEmerging: false,
    form: 'torn',
    start: first.start,
    end: second.end,
    next: last + 1,
  };
}

function namedTerm(text: string, tokens: readonly Token[], index: number): ClassTerm | null {
  const { start, text: opening } = tokens[index] ?? { start: 0, text: '' };
  if (opening.length < openingLengthMin || !worksClassOpenings.has(opening.toLowerCase())) return null;
  for (const { code, words: pattern } of worksClassWords) {
    pattern.lastIndex = start;
    const end = start + (pattern.exec(text)?.[0].length ?? 0);
    if (end === start) continue;
    const behind = tokens.findIndex((token, at) => at > index && token.start >= end);
    return {
      kind: 'class',
      code,
      isPotentiallyEmerging: false,
      form: 'words',
      start,
      end,
      next: behind === -1 ? tokens.length : behind,
    };
  }
  return null;
}
