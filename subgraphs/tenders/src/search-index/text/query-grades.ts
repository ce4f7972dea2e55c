import { isWorksClass } from '../../facts/index.js';
import type { Form } from './query-forms.js';
import type { Piece } from './query-pieces.js';

/** Grades of contractors that a text names in one place, and how many pieces they are made of. */
export interface Grades {
  readonly forms: readonly Form[];
  readonly length: number;
}

const before: ReadonlySet<string> = new Set(['cidb', 'grade', 'gr', 'grading', 'graad', 'gradering']);
const gluedBefore = /^(?:cidb|grade|gr|graad)(?=[1-9][a-z]{2})/u;
const behind: ReadonlySet<string> = new Set(['higher', 'above', 'better', 'upwards', 'hoër', 'hoer']);
const links: ReadonlySet<string> = new Set(['or', 'and', 'of', 'en']);
const piecesMax = 3;

/**
 * Reads "CIDB grade 6 CE or higher", "6CEPE", "CE 6" and "6CE/7CE": tenders say no more than the grade, or say it in other
 * words. Null where no grade stands.
 */
export function readGrades(pieces: readonly Piece[], at: number): Grades | null {
  let start = at;
  while (isWordOf(before, pieces[start])) start += 1;
  for (let count = piecesMax; count > 0; count -= 1) {
    const own = pieces.slice(start, start + count);
    if (own.length < count || own.some((piece) => piece.kind !== 'plain' || piece.isLeftOut)) continue;
    const forms = formsOfGrades(
      own
        .map(({ words }) => words.join(''))
        .join('')
        .replace(gluedBefore, ''),
      own,
    );
    if (forms === null) continue;
    const end = start + count;
    const hasMore = isWordOf(links, pieces[end]) && isWordOf(behind, pieces[end + 1]);
    // What is no more than a number and a class is read as ever.
    return start === at && !hasMore && isUsual(own) ? null : { forms, length: end - at + (hasMore ? 2 : 0) };
  }
  return null;
}

function isWordOf(words: ReadonlySet<string>, piece: Piece | undefined): boolean {
  return piece?.kind === 'plain' && !piece.isLeftOut && piece.words.length === 1 && words.has(piece.words[0] ?? '');
}

function isUsual(pieces: readonly Piece[]): boolean {
  return /^[1-9][a-z]{2}$/u.test(pieces.map(({ words }) => words.join('')).join('')) || pieces.length > 2;
}

const several = /^(?:[1-9][a-z]{2}(?:pe)?)+$/u;
const one = /(?<grade>[1-9])(?<works>[a-z]{2})(?<emerging>pe)?/gu;
const turned = /^(?<works>[a-z]{2})(?<grade>[1-9])$/u;

function formsOfGrades(text: string, pieces: readonly Piece[]): readonly Form[] | null {
  const back = turned.exec(text)?.groups;
  if (back !== undefined) {
    const [works = '', grade = ''] = [back['works'], back['grade']];
    // "give me 5"
    const isClass = isWorksClass(works.toUpperCase()) && (pieces[0]?.raw ?? '').startsWith(works.toUpperCase());
    return isClass ? [...formsOfGrade(grade, works), [works, grade], [works + grade]] : null;
  }
  if (!several.test(text)) return null;
  const found = [...text.matchAll(one)].map(({ groups }) => groups ?? {});
  if (!found.every(({ works = '' }) => isWorksClass(works.toUpperCase()))) return null;
  return found.flatMap(({ grade = '', works = '', emerging }) => formsOfGrade(grade, works, emerging));
}

function formsOfGrade(grade: string, works: string, emerging?: string): Form[] {
  if (emerging === undefined) return [[grade, works], [grade + works]];
  return [[grade, works, emerging], [grade + works, emerging], [grade + works + emerging]];
}
