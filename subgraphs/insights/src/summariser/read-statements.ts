import { sentencesOf } from './split-sentences.js';

/** A part of a text that is quoted whole or not at all: a sentence, or a list with what leads to it. */
export interface Statement {
  readonly text: string;
  readonly isList: boolean;
}

/** Prose is wrapped wherever a line ends; of conditions each line may be one. */
export type TextForm = 'PROSE' | 'CONDITIONS';

// Not "(t)" and "(e)", which stand before numbers and addresses of people.
const bullet =
  /^(?:[-–—•●▪◦·*○✓➢]+\s*(?=\S)|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s*(?=[^\d\s])|\d{1,2}(?:\.\d{1,2}){2,3}\s+(?=\p{L})|\(?(?![tecf]\))(?:[a-z]|[ivx]{2,4})[.)]\s+(?=\S))/iu;
const label = /^(?:\p{L}[\p{L} /&()-]{1,40}?)\s?:\s*\S/u;
const heading = /[:]$/u;
const closed = /[.!?…。！？;]['"”’)\]]*$/u;
// A line that ends in one of these was not finished.
const unfinished =
  /(?:[,&/(–-]|\b(?:and|or|of|the|for|to|in|at|with|by|on|from|a|an|as|is|are|be|will|that|within|under|per|soc|en|van|vir|y|de|del|la|el|et|du|des))$/iu;
const startsInside = /^(?:\p{Ll}|[)&,/]|(?:AND|OR|OF|THE|FOR|TO|IN|AT|WITH|BY|ON|FROM|LTD)\b)/u;
const wrappedLengthMin = 24;
const widestMax = 110;
const wrappedShare = 0.75;
const pointLengthMax = 160;
// Lines that long were not wrapped: each is a paragraph.
const paragraphLength = 200;
const shortLength = 70;
const shortened = /\b(?:no|nr|cnr|st|ltd|co|dept|approx|ref|pty)\.$/iu;

/**
 * The statements of a procurement text in their order. Lines that were only wrapped are joined, points of a list stay with each
 * other and with the line that leads to them, and bullets and clause numbers are dropped; no word is lost.
 */
export function readStatements(text: string, form: TextForm = 'PROSE'): Statement[] {
  const blocks = text.replaceAll(/\n\s*\n(?=[-–•●▪◦·*○✓➢])/gu, '\n').split(/\n\s*\n/u);
  const statements = blocks.flatMap((block) => statementsOf(linesOf(block, form)));
  return statements.filter(({ text: words }) => /[\p{L}\p{N}]/u.test(words));
}

interface Line {
  text: string;
  readonly isPoint: boolean;
  /** Length of the last of the lines that were joined. */
  lastLength: number;
}

/** Lines as they were before they were wrapped. */
function linesOf(block: string, form: TextForm): Line[] {
  const raw = block
    .replaceAll(/[ \t]+[•●▪◦·](?=\s|\p{L})/gu, '\n•')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const widest = Math.max(...raw.map((line) => line.length), 0);
  const lines: Line[] = [];
  for (const line of raw) {
    const previous = lines.at(-1);
    const isPoint = bullet.test(line);
    if (previous !== undefined && !isPoint && isWrapped(previous, line, { form, widest })) {
      previous.text = /\p{L}-$/u.test(previous.text) ? `${previous.text}${line}` : `${previous.text} ${line}`;
      previous.lastLength = line.length;
    } else lines.push({ text: line.replace(bullet, '').trim(), isPoint, lastLength: line.length });
  }
  return lines.filter((line) => line.text !== '');
}

function isWrapped(previous: Line, line: string, { form, widest }: { form: TextForm; widest: number }): boolean {
  if (heading.test(previous.text) || (closed.test(previous.text) && !shortened.test(previous.text))) return false;
  if (startsInside.test(line) || unfinished.test(previous.text)) return true;
  if (label.test(line) || label.test(previous.text)) return false;
  if (form === 'PROSE') return !previous.isPoint && widest <= paragraphLength;
  // Wrapped at a width: the line before was as long as lines get here.
  return previous.lastLength >= wrappedLengthMin && previous.lastLength >= widest * wrappedShare && widest < widestMax;
}

const leadWordsMin = 8;

function isShortLine(line: Line | undefined): boolean {
  return line !== undefined && line.text.length <= shortLength && !closed.test(line.text);
}

function statementsOf(lines: readonly Line[]): Statement[] {
  const statements: Statement[] = [];
  let points: string[] = [];
  let lead: string | null = null;
  const say = (sentences: readonly string[]): void => {
    statements.push(...sentences.map((text) => ({ text, isList: false })));
  };
  const close = (): void => {
    const [single] = points;
    if (points.length === 1 && lead === null && single !== undefined) say([single]);
    if (points.length === 0 && lead !== null && lead.split(' ').length >= leadWordsMin)
      say([lead.replace(/\s*:$/u, '')]);
    const list =
      points.length === 1 && lead === null ? '' : points.map((point) => point.replace(/[;,.]+$/u, '')).join('; ');
    if (points.length > 0 && list !== '')
      statements.push({ text: lead === null ? list : `${lead} ${list}`, isList: true });
    [points, lead] = [[], null];
  };
  for (const [index, { text, isPoint }] of lines.entries()) {
    const sentences = sentencesOf(text);
    const isShort =
      [lines[index - 1], lines[index + 1]].some((beside) => isShortLine(beside)) && isShortLine(lines[index]);
    if (heading.test(text) && !isPoint) {
      close();
      say(sentences.slice(0, -1));
      lead = sentences.at(-1) ?? null;
    } else if (
      (isPoint || isShort || label.test(text) || lead !== null) &&
      text.length <= pointLengthMax &&
      sentences.length === 1
    )
      points.push(text);
    else {
      close();
      say(sentences);
    }
  }
  close();
  return statements;
}
