/** Years of experience that a text asks of the bidder, with the words that say so. */
export interface ExperienceRequirement {
  readonly years: number;
  readonly quote: string;
  /** Where the words stand in the text. */
  readonly start: number;
  readonly length: number;
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
const staff =
  /\b(?:(?:project|contracts?|site|construction|programme|account|team|risk|operations?)\s+(?:manager|leader|supervisor|agent|director)s?|managers?|engineers?|technicians?|technologists?|foremen|foreman|supervisors?|artisans?|electricians?|plumbers?|personnel|staff|employees?|candidates?|principals?|team\s+(?:members?|leaders?)|key\s+(?:persons?|experts?|resources?)|experts?|specialists?|facilitators?|trainers?|guards?|drivers?|consultants?|architects?|surveyors?|auditors?|attorneys?|lawyers?|planners?|practitioners?|doctors?|nurses?|officers?|directors?|assessors?|operators?|analysts?|developers?|resources?)\b/iu;
const bidder =
  /\b(?:bidders?|tenderers?|companies|company|service\s+providers?|firms?|contractors?|entit(?:y|ies)|suppliers?|respondents?|organi[sz]ations?|agenc(?:y|ies)|business(?:es)?)(?:['’]s)?\b/giu;
const publisher =
  /\b(?:we|our|council|municipality|department|authority|university|agency\s+has)\b[^.;\n]{0,40}\b(?:has|have|having)\b/iu;

/** The most years of experience that a text asks of the bidder. Those of its staff, or of the publisher, are others. */
export function readExperience(text: string): ExperienceRequirement | null {
  const found = [...text.matchAll(asked)]
    .filter((match) => isOfBidder(text, match))
    .map((match) => {
      const [quote, digits, word, figure] = match;
      return {
        years: Number(digits ?? figure ?? words[(word ?? '').toLowerCase()] ?? 0),
        quote: quote.replaceAll(/\s+/gu, ' ').trim(),
        start: match.index,
        length: quote.length,
      };
    });
  return found
    .filter(({ years }) => years > 0)
    .reduce<ExperienceRequirement | null>(
      (most, next) => (most === null || next.years > most.years ? next : most),
      null,
    );
}

/** Whoever is named last before the years is the one that has them; where nobody is, the words behind may name staff. */
function isOfBidder(text: string, match: RegExpExecArray): boolean {
  const before =
    text
      .slice(Math.max(0, match.index - 140), match.index)
      .split(/[.;\n•]/u)
      .at(-1) ?? '';
  const after =
    text.slice(match.index + match[0].length, match.index + match[0].length + 60).split(/[.;\n•]/u)[0] ?? '';
  if (publisher.test(before)) return false;
  const bidderAt = [...before.matchAll(bidder)].at(-1)?.index ?? -1;
  const staffAt = [...before.matchAll(new RegExp(staff, 'giu'))].at(-1)?.index ?? -1;
  if (bidderAt >= 0 || staffAt >= 0) return bidderAt >= staffAt;
  return !/^\s*(?:as|of)\s+(?:an?\s+|the\s+)?/iu.test(after) || !staff.test(after);
}
