/** Years of experience that a text asks of bidders, with the words that say so. */
export interface ExperienceRequirement {
  readonly years: number;
  readonly quote: string;
}

const words: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fifteen: 15,
  twenty: 20,
};
const number = String.raw`(?:(\d{1,2})|(${Object.keys(words).join('|')})(?:\s*\(\s*(\d{1,2})\s*\))?)`;
const asked = new RegExp(
  String.raw`(?:\b(?:minimum(?: of)?|at least|no(?:t)? less than|must have|must possess|with)\s+(?:a\s+minimum\s+of\s+)?)?${number}\s*\+?\s*(?:\(\s*\w+\s*\)\s*)?(?:or more\s+)?years?[’']?\s+(?:of\s+)?(?:[\p{L}-]+\s+){0,3}experience\b`,
  'giu',
);

/** The most years of experience that a text asks for; null when it names none. */
export function readExperience(text: string): ExperienceRequirement | null {
  const found = [...text.matchAll(asked)].map((match) => {
    const [quote, digits, word, figure] = match;
    return {
      years: Number(digits ?? figure ?? words[(word ?? '').toLowerCase()] ?? 0),
      quote: quote.replaceAll(/\s+/gu, ' ').trim(),
    };
  });
  return found
    .filter(({ years }) => years > 0)
    .reduce<ExperienceRequirement | null>(
      (most, next) => (most === null || next.years > most.years ? next : most),
      null,
    );
}
