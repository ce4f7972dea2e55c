import { findAll, quoted } from './fact-texts.js';
import { factOf, type KeyFact } from './key-fact.js';
import { numberIn, numberPattern } from './numbers.js';

type Texts = Parameters<typeof findAll>[0];

const notThings =
  'years?|yrs?|months?|mths?|weeks?|days?|hours?|minutes?|percent|points?|phases?|zones?|stages?|envelopes?|cop(?:y|ies)|financial|local|pm|am|km|at|of|or|and|to|in|for|the|rands?|working|business|calendar|original|consecutive|previous|certified|additional|bid|jan\\w*|feb\\w*|march|apr\\w*|may|june|july|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*';
const worded = new RegExp(
  `(?<![\\w-])(?<n>${numberPattern})(?<=\\))\\s+(?!(?:${notThings})\\b)(?<thing>[\\p{L}][\\p{L}’'-]+(?:[ \\t]+[\\p{L}][\\p{L}’'-]+){0,2})`,
  'giu',
);
const times =
  /(?<![\w.])(?<n>\d{1,5})\s?[x×](?=\s?[\p{L}\d])\s?(?!\d+\s?(?:mm|cm|m)\b)[\p{L}\d][^\s,;]*(?:[ \t]+[\p{L}\d]+){0,2}/giu;
const named = new RegExp(`\\b(?:quantity|qty)\\s*[:=-]?\\s*(?<n>${numberPattern})\\b`, 'giu');
const plain = new RegExp(
  `\\b(?:supply|delivery|deliver|purchase|manufactur\\w*|procurement|acquisition|hire|leasing|installation)\\b[^.;\\n]{0,40}?\\b(?:of|for|deliver)\\s+(?<n>\\d{1,5}|${'two three four five six seven eight nine ten twelve twenty'.split(' ').join('|')})\\s+(?!(?:${notThings}|[x×])\\b)(?=\\p{L})(?<thing>\\p{L}[\\p{L}’'-]+(?:[ \\t]+\\p{L}[\\p{L}’'-]+){0,2})`,
  'giu',
);
const size = /(?<![\w.])\d[\d\s.,]{0,9}\s?(?:m2|m²|square\s+met\w+|ha|hectares?|megalit\w+|ML\/d)\b/giu;
const label =
  /\b(?:zone|phase|stage|part|unit|ward|block|no\.?|number|section|stream|lot|batch|form|grade|level|panel of|envelope)\s*$/iu;

const danglingEnd =
  /(?:\s+(?:within|in|of|for|the|to|at|and|or|with|by|on|from|as|per|a|an|that|which|who|including|comprising))+$/iu;

/** How many or how much is asked for, where title or description say it. */
export function readQuantity(texts: Texts): KeyFact[] {
  const subject = texts.filter(({ field }) => field !== 'SPECIAL_CONDITIONS');
  const patterns = [worded, times, named, plain, size];
  for (const pattern of patterns) {
    const found = findAll(subject, pattern).find(
      ({ before, match }) => !label.test(before) && numberIn(match.groups?.['n'] ?? match[0]) !== null,
    );
    if (found === undefined) continue;
    const line = quoted(found.span).replace(danglingEnd, '');
    return [
      factOf('QUANTITY', `Quantity: ${line}`, { number: numberIn(found.match.groups?.['n'] ?? ''), span: found.span }),
    ];
  }
  return [];
}
