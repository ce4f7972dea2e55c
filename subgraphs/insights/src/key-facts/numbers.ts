const units =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const tensPattern = `(?:${tens.join('|')})(?:[\\s-]+(?:${units.slice(0, 9).join('|')}))?`;

const hundreds = `(?:(?:${units.slice(0, 9).join('|')})\\s+)?hundred(?:\\s+and\\s+(?:${tensPattern}|${units.join('|')}))?`;

/** A number in figures or words, with the figures in brackets that often follow: `36`, `thirty-six (36)`, `03`. */
export const numberPattern = `(?:(?:\\d{1,5}|${hundreds}|${tensPattern}|${units.join('|')})(?:\\s*\\(\\s*(?:\\d{1,5}|[a-z -]{3,20})\\s*\\))?)`;

/** The number that such words stand for; null where they stand for none. */
export function numberIn(words: string): number | null {
  const figures = /\d{1,5}/u.exec(words);
  if (figures !== null) return Number(figures[0]);
  const lower = words
    .toLowerCase()
    .replaceAll(/\(.*\)/gu, '')
    .trim();
  const unit = units.indexOf(lower);
  if (unit >= 0) return unit + 1;
  const [, times, rest] = /^(?:(\w+)\s+)?hundred(?:\s+and\s+(.+))?$/u.exec(lower) ?? [];
  if (/\bhundred\b/u.test(lower))
    return (
      (times === undefined ? 1 : units.indexOf(times) + 1) * 100 + (rest === undefined ? 0 : (numberIn(rest) ?? 0))
    );
  const [ten = '', one = ''] = lower.split(/[\s-]+/u);
  const tenAt = tens.indexOf(ten);
  return tenAt < 0 ? null : (tenAt + 2) * 10 + (one === '' ? 0 : units.indexOf(one) + 1);
}
