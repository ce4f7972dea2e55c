import { isFiller, isLabel, type Token } from './cidb-tokens.js';
import type { Statement } from './cidb-statements.js';

/** What stands around a statement. */
export interface StatementContext {
  /** A word such as "grading" leads to the statement or follows it. */
  readonly isLabelled: boolean;
  /** That word speaks of grades: levels are counted in many other things. */
  readonly isGrading: boolean;
  /** The CIDB is named in that lead, or right behind. */
  readonly namesCidb: boolean;
  /** Words lead to the statement, not only follow it: "grading 4" and not the number in "4 CIDB grading". */
  readonly isLed: boolean;
  /** The lead speaks of a class of works. */
  readonly namesClass: boolean;
  /** The lead says that this is the least. */
  readonly isMinimum: boolean;
  /** Where the lead begins. */
  readonly start: number;
}

/** What the whole text speaks of. */
export interface Surroundings {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly mentionsCidb: boolean;
  readonly mentionsWorks: boolean;
}

const leadMax = 14;
const works =
  /\b(?:construct|build|repair|renovat|refurbish|upgrad|maint[ea]|rehabilit|roads?\b|sewer|roof|infrastructure|install|contractors?\b|works?\b|pav(?:e|ing)|civil|bridge|plumb|fenc|electrical|mechanical|fire\b|reservoir|pipeline|demoli|paint)/iu;
const storage =
  /\b(?:ram|memory|storage|disks?|drives?|ssd|hdd|flash|usb|data|bandwidth|laptops?|notebooks?|computers?|desktops?|servers?|processors?|cpu|gpu|[gm]bps|sim|cloud|backups?|hosting|bundles?|phones?|tablets?|printers?|uncapped|internet)\b/iu;

export function surroundingsOf(text: string, tokens: readonly Token[]): Surroundings {
  return { text, tokens, mentionsCidb: tokens.some(({ kind }) => kind === 'cidb'), mentionsWorks: works.test(text) };
}

/** Walks back over words that lead to a grade, and looks at the few behind it. */
export function readContext({ tokens }: Surroundings, statement: Statement): StatementContext {
  let [isLabelled, isGrading, namesCidb, namesClass, isMinimum] = [false, false, false, false, false];
  let start = statement.start;
  for (let index = statement.first - 1; index >= Math.max(0, statement.first - leadMax) && !namesCidb; index -= 1) {
    const token = tokens[index];
    if (token === undefined || !(token.kind === 'cidb' || isLabel(token) || isFiller(token))) break;
    namesCidb ||= token.kind === 'cidb';
    isLabelled ||= isLabel(token);
    isGrading ||= saysGrading(token);
    namesClass ||= /^class(?:es)?$/iu.test(token.text);
    isMinimum ||= saysLeast(token) || (namesCidb && [2, 3].some((step) => saysLeast(tokens[index - step + 1])));
    if (namesCidb || isLabel(token)) start = token.start;
  }
  const isLed = isLabelled || namesCidb;
  const [behind, second] = tokensBehind(tokens, statement.next);
  isGrading ||= saysGrading(behind);
  isLabelled ||= /^gradings?$/iu.test(behind?.text ?? '') || (behind?.kind === 'cidb' && isLabel(second));
  namesCidb ||= behind?.kind === 'cidb';
  namesClass ||= /^class(?:es)?$/iu.test(behind?.text ?? '');
  return { isLabelled, isGrading, namesCidb, isLed, namesClass, isMinimum, start };
}

function saysGrading(token: Token | undefined): boolean {
  return /^(?:grad|gard|designation)/iu.test(token?.text ?? '') && isLabel(token);
}

function saysLeast(token: Token | undefined): boolean {
  return /^(?:min|minimum|least)$/iu.test(token?.text ?? '');
}

function tokensBehind(tokens: readonly Token[], next: number): (Token | undefined)[] {
  const from = tokens[next]?.text === ')' || tokens[next]?.text === '(' ? next + 1 : next;
  return tokens.slice(from, from + 2);
}

/** True where "GB" may well be gigabytes: words about storage stand near. */
export function isNearStorage({ text }: Surroundings, { start, end }: { start: number; end: number }): boolean {
  return storage.test(text.slice(Math.max(0, start - 100), end + 60));
}

/** True where the words behind make it something else: "CE marking", "EP 3 copies". */
export function isFollowedByMarking({ text }: Surroundings, end: number): boolean {
  return /^[\s-]{0,2}mark(?:ed|ing|s)?\b/iu.test(text.slice(end, end + 12));
}

/** True when the statement makes up a clause of its own: in brackets, or between a mark and the end of a line. */
export function standsAlone(
  { text }: Surroundings,
  { start, end, isSpaced }: { start: number; end: number; isSpaced: boolean },
): boolean {
  const before = text.slice(Math.max(0, start - 4), start);
  const after = text.slice(end, end + 4);
  const begins = /(?:^|[(:;.,\n–—-])[ \t]*$/u.test(before) && (start <= 4 || /[(:;.,\n–—-]/u.test(before));
  return begins && (isSpaced ? /^[ \t]*(?:$|[\r\n)])/u : /^[ \t]*(?:$|[\r\n).,;])/u).test(after);
}

/** True when the CIDB is named within 250 letters of a place. */
export function isNearCidb({ text }: Surroundings, start: number): boolean {
  return /c[il1](?:db|bd)|construction\s+industry\s+dev/iu.test(text.slice(Math.max(0, start - 250), start + 250));
}
