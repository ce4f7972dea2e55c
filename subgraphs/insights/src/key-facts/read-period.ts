import { findAll, quoted, type Found } from './fact-texts.js';
import { factOf, type KeyFact } from './key-fact.js';
import { numberIn, numberPattern } from './numbers.js';

type Texts = Parameters<typeof findAll>[0];

const unit = '(?:years?|yrs?|months?|mths?|weeks?|days?)\\b';
const months = 'jan\\w*|feb\\w*|mar\\w*|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*';
const day = `(?:\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${months})\\s+(?:19|20)\\d{2}|(?:19|20)\\d{2}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{1,2}[-/]\\d{1,2}[-/](?:19|20)\\d{2})`;
const words = new RegExp(
  [
    // "for a period not exceeding eighteen (18) months", "period of thirty-six (36) months"
    `\\b(?:period|duration|term)\\s+(?:of\\s+|not\\s+exceeding\\s+|up\\s+to\\s+|for\\s+|[:-]\\s*)*(?:a\\s+|an\\s+|the\\s+|maximum\\s+of\\s+|approximately\\s+)*(?<n1>${numberPattern})[\\s-]*(?:calendar\\s+|consecutive\\s+)?(?<u1>${unit})`,
    // "for three (3) years", "over a two-year period", "during a 24-month period"
    `\\b(?:for|over|during|within|spanning|runs?\\s+for|up\\s+to)\\s+(?:a\\s+|an\\s+|the\\s+|up\\s+to\\s+|another\\s+|further\\s+)*(?<n2>${numberPattern})[\\s-]*(?:calendar\\s+|consecutive\\s+)?(?<u2>${unit})`,
    // "36 months contract", "three-year maintenance contract", "new 3 year BI capability contract"
    `(?<n3>${numberPattern})[\\s-]*(?<u3>years?|months?)\\b(?=[\\s-]+(?:[\\w/&]+[\\s-]+){0,6}(?:contract|agreement|lease|period|term|maintenance|tender|project)\\b)`,
    `\\b(?:contract|duration)\\b\\s*[:-]?\\s*(?<n4>${numberPattern})[\\s-]*(?<u4>${unit})`,
    `\\bfor\\s+(?<n5>nine)\\s+(?<u5>years?)\\s+and`,
  ].join('|'),
  'giu',
);
const until = new RegExp(
  `\\b(?:period\\s+ending|ending(?:\\s+on)?|until|till|up\\s+to|expir(?:es|ing)\\s+on|\\bto)\\s+(?:the\\s+)?(?<end>${day})`,
  'giu',
);
const once = /\bonce[\s-]?off\b/giu;
// Other things that last: experience, validity of a bid, notice, a guarantee.
const otherBefore =
  /\b(?:valid(?:ity)?|experience|within|minimum|at\s+least|less\s+than|previous|past|last|warranty|guarantee|older|notice|every|preceding|retention|defects?)\b[^.;\n]{0,30}$/iu;
const otherAfter =
  /^[’'s]*\s*(?:of\s+)?(?:[\w-]+\s+){0,3}(?:experience|old|warranty|guarantee|notice|prior|before|after|in\s+advance|from\s+(?:the\s+)?(?:date\s+of\s+)?(?:closing|advert))\b/iu;
const untilContext = /\b(?:period|contract|appointment|services?|maintenance|until|from|supply|provision|roll)\b/iu;
const untilOther =
  /\b(?:clos\w+|available|valid|submi\w+|quer\w+|download\w*|extended|enquir\w+|opened?|open)\b(?:[^.;\n]|\.(?=\S)){0,100}$/iu;

const isoUnits: Readonly<Record<string, string>> = { y: 'Y', m: 'M', w: 'W', d: 'D' };
const monthsIn: Readonly<Record<string, number>> = { Y: 12, M: 1, W: 12 / 52, D: 12 / 365 };

/** How long the contract runs: a length of time, a last day, or once. Lengths of other things are none. */
export function readPeriod(texts: Texts): KeyFact[] {
  const length = findAll(texts, words).find((found) => isOfContract(found));
  if (length !== undefined) return [ofLength(length)];
  const end = findAll(texts, until).find(
    ({ before, match }) => !untilOther.test(before) && (untilContext.test(before) || /ending|until/iu.test(match[0])),
  );
  if (end !== undefined) {
    const { span, match } = end;
    return [factOf('PERIOD', `Until ${onOneLine(match.groups?.['end'] ?? '')}`, { codes: ['UNTIL'], span })];
  }
  const [single] = findAll(texts, once);
  return single === undefined ? [] : [factOf('PERIOD', 'Once-off', { codes: ['ONCE_OFF'], span: single.span })];
}

function isOfContract({ before, after, match }: Found): boolean {
  return (
    !(otherBefore.test(before) && !/\bperiod\b/iu.test(match[0])) &&
    !/\bvalid\w*\s+(?:\w+\s+){0,3}$/iu.test(before) &&
    !otherAfter.test(after) &&
    // "within 6 months of the date of inclusion" is a deadline.
    !(/^within\b/iu.test(match[0]) && /^\s+(?:of|from|after)\b/iu.test(after))
  );
}

function ofLength({ match, span }: Found): KeyFact {
  const groups = match.groups ?? {};
  const index = [1, 2, 3, 4, 5].find((place) => groups[`n${place}`] !== undefined) ?? 1;
  const [count, word] = [numberIn(groups[`n${index}`] ?? ''), (groups[`u${index}`] ?? '').toLowerCase()];
  const unitCode = isoUnits[word.charAt(0)] ?? 'M';
  const codes = count === null ? [] : [`P${count}${unitCode}`];
  const number = count === null ? null : Math.round(count * (monthsIn[unitCode] ?? 1) * 10) / 10;
  const text = quoted(span).replace(
    /^(?:for|over|during|within|period|duration|term|contract|up to|spanning)\b\s*(?:of|not exceeding)?\s*(?:a|an|the)?\s+/iu,
    '',
  );
  return factOf('PERIOD', `Contract period: ${text}`, { codes, number, span });
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
