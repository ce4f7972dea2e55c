import type { FactSpan, KeyFactSource } from './key-fact.js';

/** A match in one of the texts of a tender. */
export interface Found {
  readonly match: RegExpExecArray;
  readonly span: FactSpan;
  /** Words in front of and behind the match. */
  readonly before: string;
  readonly after: string;
}

const contextLength = 120;
const inputLengthMax = 40_000;

interface Part {
  readonly field: FactSpan['field'];
  readonly text: string;
}

/** The texts of a tender, searched one after the other. A title that the description repeats is left out. */
export function textsOf({
  title,
  description,
  specialConditions,
}: Pick<KeyFactSource, 'title' | 'description' | 'specialConditions'>): readonly Part[] {
  const parts: Part[] = [];
  if (description === null || !onOneLine(description).startsWith(onOneLine(title.replace(/…$/u, ''))))
    parts.push({ field: 'TITLE', text: title });
  if (description !== null) parts.push({ field: 'DESCRIPTION', text: description.slice(0, inputLengthMax) });
  if (specialConditions !== null)
    parts.push({ field: 'SPECIAL_CONDITIONS', text: specialConditions.slice(0, inputLengthMax) });
  return parts;
}

/** All places where a pattern, which must be global, fits. */
export function findAll(parts: readonly Part[], pattern: RegExp): Found[] {
  return parts.flatMap(({ field, text }) =>
    Array.from(text.matchAll(pattern), (match) => {
      const end = match.index + match[0].length;
      return {
        match,
        span: spanOf(field, text, match.index, end),
        before: text.slice(Math.max(0, match.index - contextLength), match.index),
        after: text.slice(end, end + contextLength),
      };
    }),
  );
}

const spanLengthMax = 500;

function spanOf(field: FactSpan['field'], text: string, from: number, to: number): FactSpan {
  const raw = text.slice(from, Math.min(to, from + spanLengthMax));
  const start = from + raw.length - raw.trimStart().length;
  const words = raw.trim();
  return { field, start, end: start + words.length, text: words };
}

/** The words of a span on one line. */
export function quoted({ text }: { readonly text: string }): string {
  return onOneLine(text);
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
