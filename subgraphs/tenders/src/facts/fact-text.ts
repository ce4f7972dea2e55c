import { spanBetween, type TextSpan } from './text-span.js';

/** The fields of a tender that facts are read out of. */
export type FactField = 'TITLE' | 'DESCRIPTION' | 'SPECIAL_CONDITIONS';

/** Words in a field of a tender: that field's `slice(start, end)` is `text`. */
export interface FactSpan extends TextSpan {
  readonly field: FactField;
}

/** The free text of a tender. */
export interface TenderTexts {
  readonly title: string;
  readonly description: string | null;
  readonly specialConditions: string | null;
}

interface Part {
  readonly field: FactField;
  readonly start: number;
  readonly end: number;
}

/** The texts of a tender as one, so that the CIDB named in one field explains the grade in the next. */
export interface FactText {
  readonly text: string;
  /** Finds words of the whole in the field they stand in. */
  locate(span: TextSpan): FactSpan;
}

export function factTextOf({ title, description, specialConditions }: TenderTexts): FactText {
  const parts: Part[] = [];
  let text = '';
  const add = (field: FactField, value: string | null): void => {
    if (value === null) return;
    const start = text === '' ? 0 : text.length + 1;
    text = text === '' ? value : `${text}\n${value}`;
    parts.push({ field, start, end: text.length });
  };
  add('TITLE', repeats(description, title) ? null : title);
  add('DESCRIPTION', description);
  add('SPECIAL_CONDITIONS', specialConditions);
  return { text, locate: (span) => locate({ text, parts }, span) };
}

/** Words that run from one field into the next are cut to where they end, for there the fact stands: "grading:\n7CE". */
function locate({ text, parts }: { text: string; parts: readonly Part[] }, { start, end }: TextSpan): FactSpan {
  const part = parts.find((candidate) => end <= candidate.end) ?? parts.at(-1);
  if (part === undefined) throw new Error('There is no text that the words could be from.');
  // Readers that take so many letters and no more may have halved a character, which JSON cannot hold.
  const from = Math.max(start, part.start) + (/^[\uDC00-\uDFFF]/.test(text.charAt(start)) ? 1 : 0);
  const to = Math.min(end, part.end) - (/[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? 1 : 0);
  const cut = spanBetween(text, from, to);
  return { field: part.field, start: cut.start - part.start, end: cut.end - part.start, text: cut.text };
}

/** True when a title is only the beginning of the description, on one line and perhaps cut short. */
function repeats(description: string | null, title: string): boolean {
  if (description === null) return false;
  const beginning = title.endsWith('…') ? title.slice(0, -1) : title;
  if (description.startsWith(beginning)) return true;
  // Blanks may have been more before they were made one.
  return description
    .slice(0, title.length * 2)
    .replaceAll(/\s+/gu, ' ')
    .trimStart()
    .startsWith(beginning);
}
