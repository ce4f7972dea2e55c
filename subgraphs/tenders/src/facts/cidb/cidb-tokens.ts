/** A run of letters, a run of digits, a mark, or the name of the CIDB as one piece. */
export interface Token {
  readonly kind: 'letters' | 'digits' | 'mark' | 'cidb';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// A designation whose 1 was read as a letter: "lGB". Not "ISO", which is a word of its own.
const misreadOne = /^([lI])((?:GB|CE|EB|EP|ME|S[B-NQ])(?:PE)?)$/u;

// The acronym comes misspelt ("CIBD") and misread ("C1DB"). Letters part where lower case meets upper: "aboveCompulsory".
const pieces =
  /(c[il1](?:db|bd)|c\.i\.d\.b\.?|construction\s+industry\s+development(?:al)?\s+board)|(\p{L}+)|(\d+)|[^\s\p{L}\d]/giu;

/** Takes a text apart. Blanks are left out: what touches what is told by the places. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pieces)) {
    const [whole, cidb, letters, digits] = match;
    let start = match.index;
    if (letters === undefined || oneWord.test(letters)) {
      const other = cidb !== undefined ? 'cidb' : digits !== undefined ? 'digits' : 'mark';
      tokens.push({ kind: letters === undefined ? other : 'letters', text: whole, start, end: start + whole.length });
      continue;
    }
    for (const part of partsOf(letters)) {
      tokens.push({ kind: 'letters', text: part, start, end: start + part.length });
      start += part.length;
    }
  }
  return tokens;
}

// Nearly all words: nothing to part, and no misread 1 in front of capitals.
const oneWord = /^[A-Za-z]?[a-z]*$/u;

function partsOf(letters: string): string[] {
  const misread = misreadOne.exec(letters);
  return misread === null ? letters.split(/(?<=\p{Ll})(?=\p{Lu})/u) : misread.slice(1);
}

/** True when nothing stands between two tokens. */
export function touch(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && left.end === right.start;
}

const labels = /^(?:grades?|grad(?:ing|ings)|garding|level|levels|lvl|designations?)$/iu;

/** A word that announces a grade. */
export function isLabel(token: Token | undefined): boolean {
  return token?.kind === 'letters' && labels.test(token.text);
}

const fillers = new Set(
  (
    'a an the of is are be to for with in on at by as from must should shall have has having hold holding possess required require requires ' +
    'requirement requirements minimum min maximum least estimated estimate anticipated applicable designated valid active current contractor ' +
    'contractors contracting tenderer tenderers bidder bidders registration registered status rating certificate proof category class classes ' +
    'works work construction follows following equal relevant appropriate tender specified their its'
  ).split(' '),
);
const fillerMarks = new Set([
  ':',
  '-',
  '–',
  '—',
  '=',
  '(',
  ')',
  '[',
  ']',
  '"',
  '“',
  '”',
  "'",
  '’',
  '*',
  ',',
  '•',
  '·',
  '|',
]);

/** A word or mark that may stand between the label and the grade without parting them. */
export function isFiller(token: Token): boolean {
  return token.kind === 'mark'
    ? fillerMarks.has(token.text)
    : token.kind === 'letters' && fillers.has(token.text.toLowerCase());
}
