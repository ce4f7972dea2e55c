import { spanBetween, spanOfMatch, type TextSpan } from '../text-span.js';

const name = /c[il1](?:db|bd)\b|c\.i\.d\.b|construction\s+industry\s+development(?:al)?\s+board/iu;
const emerging = /potentially\s+emerging|\bPE\s+(?:status|contractors?)/iu;
const clauseMax = 160;

/** The clause that names the CIDB; null when none does. */
export function readMention(text: string): TextSpan | null {
  const at = name.exec(text)?.index;
  if (at === undefined) return null;
  const from = Math.max(0, at - clauseMax / 2);
  const lead = text.slice(from, at);
  const start = from + Math.max(...['. ', ';', '\n'].map((mark) => lead.lastIndexOf(mark) + 1));
  const [clause = ''] = text.slice(at, start + clauseMax).split(/[.;]\s|\n/u, 1);
  return spanBetween(text, start, at + clause.length);
}

/** Where the text speaks of potentially emerging contractors, who may be let off a grade. */
export function readEmerging(text: string): TextSpan | null {
  const match = emerging.exec(text);
  return match === null ? null : spanOfMatch(text, match);
}
