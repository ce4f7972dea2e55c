/** A line of a page as it is printed. */
export interface PageLine {
  readonly text: string;
  /** Where it stands: from the bottom of the page, in points. */
  readonly y: number;
  /** Of its letters, in points. */
  readonly height: number;
}

const sentenceEnd = /[.:;!?]["')\]]?$/u;
const listMark = /^(?:[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d+(?:\.\d+)+\.?|[•▪●○·–—*-])(?:\s|$)/iu;
const hyphenated = /\p{Ll}-$/u;
// Lines of one paragraph stand at most so many heights of a letter apart.
const gapMax = 1.9;
const heightChangeMax = 1.15;

/** The text of a page: a line that only wraps is joined to the next; headings, items of lists and paragraphs stay lines. */
export function joinLines(lines: readonly PageLine[]): string {
  let text = '';
  let previous: PageLine | null = null;
  for (const line of lines) {
    const words = line.text.replaceAll(/\s+/gu, ' ').trim();
    if (words === '') continue;
    if (previous === null) text = words;
    else if (!isWrapped(previous, { ...line, text: words })) text += `\n${words}`;
    else if (hyphenated.test(text) && /^\p{Ll}/u.test(words)) text = `${text.slice(0, -1)}${words}`;
    else text += ` ${words}`;
    previous = { ...line, text: words };
  }
  return text;
}

function isWrapped(above: PageLine, below: PageLine): boolean {
  if (sentenceEnd.test(above.text) || listMark.test(below.text)) return false;
  const gap = above.y - below.y;
  const [small = 0, large = 0] = [above.height, below.height].toSorted((left, right) => left - right);
  return gap >= 0 && gap <= gapMax * large && large <= heightChangeMax * small;
}
