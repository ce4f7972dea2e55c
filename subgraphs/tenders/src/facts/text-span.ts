/** The words a fact was read from: `text.slice(start, end)` of the text given to the reader is `text`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The span between two places, without the blanks at its ends. */
export function spanBetween(text: string, start: number, end: number): TextSpan {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  const words = raw.trim();
  return { start: from, end: from + words.length, text: words };
}

export function spanOfMatch(text: string, match: RegExpExecArray | RegExpMatchArray): TextSpan {
  const start = match.index ?? 0;
  return spanBetween(text, start, start + match[0].length);
}
