import { formatAmount, formatInstant } from '../facts/format-facts.js';
import { findAll, quoted } from './fact-texts.js';
import { factOf, type KeyFact, type KeyFactSource } from './key-fact.js';
import { spanIn } from './read-evaluation.js';
import { placeOf } from './places.js';
import { isPrivate, safeVenue } from './private-data.js';

type Texts = Parameters<typeof findAll>[0];

const closingText =
  /\b(?:clos(?:ing|es)\s+(?:date|time|on|at)|deadline|sluitingsdatum|date\s+limite|fecha\s+l[ií]mite|data[- ]limite)\b[^.;\n]{0,60}?\d[^.;\n]{2,40}/giu;
const valueText =
  /\b(?:estimated\s+(?:value|cost|budget)|contract\s+value|budget(?:\s+of)?|presupuesto|valor\s+estimado)\b[^.;\n]{0,40}?(?:R|ZAR|£|€|\$|USD|EUR)?\s?\d[\d ,.]*(?:\s?(?:million|m|bn|billion|k)\b)?/giu;

/** The closing of bids in the buyer's time: the field, else the words of the text. */
export function closingFacts({ closingAt, timeZone }: KeyFactSource, texts: Texts): KeyFact[] {
  if (closingAt !== null) return [factOf('CLOSING', `Closes ${formatInstant(closingAt, timeZone)}`, { at: closingAt })];
  const found = findAll(texts, closingText).find(({ span }) => !isPrivate(span.text));
  return found === undefined
    ? []
    : [factOf('CLOSING', wholeWords(quoted(found.span), found.after), { span: found.span })];
}

/** The value: the field, else the words of the text. */
export function valueFacts({ valueAmount, valueCurrency }: KeyFactSource, texts: Texts): KeyFact[] {
  if (valueAmount !== null)
    return [factOf('VALUE', `Value ${formatAmount(valueAmount, valueCurrency)}`, { number: Number(valueAmount) })];
  const [found] = findAll(texts, valueText);
  return found === undefined
    ? []
    : [factOf('VALUE', wholeWords(quoted(found.span), found.after), { span: found.span })];
}

/** The pattern may have ended inside a word: only whole words are quoted. */
function wholeWords(words: string, after: string): string {
  return (/^[\p{L}\p{N}]/u.test(after) ? words.replace(/\s\S*$/u, '') : words).replace(/[\s,:–-]+$/u, '');
}

/** Where the work is done or the goods go, by postal code and place names; never only "National". */
export function placeFacts({ province, deliveryLocation }: KeyFactSource): KeyFact[] {
  const place = placeOf(province, deliveryLocation);
  if (place.name === null) return [];
  return [factOf('PLACE', `Place: ${place.name}`, { codes: place.province === null ? [] : [place.province] })];
}

const event =
  '(?:briefings?(?:\\s+(?:sessions?|meetings?))?|(?:clarification|information)\\s+(?:sessions?|meetings?)|site\\s*(?:/\\s*clarification\\s*)?(?:meetings?|visits?|inspections?|viewings?)|pre-?(?:bid|tender)\\s+(?:sessions?|meetings?))';
const month = 'jan\\w*|feb\\w*|mar\\w*|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*';
const dated = new RegExp(
  `\\b${event}\\b(?:[^.;]|\\.(?=\\S)){0,140}?\\b(?<day>\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${month})\\s+(?:20)\\d{2}|20\\d{2}[-/]\\d{2}[-/]\\d{2}|\\d{1,2}[-/]\\d{1,2}[-/]20\\d{2})(?:\\D{0,25}(?<time>\\d{1,2}\\s?[:h.]\\s?\\d{2}|\\d{1,2}\\s?[ap]m\\b))?|(?<time2>\\d{1,2}[:h]\\d{2}),?\\s+on\\s+(?:the\\s+)?(?<day2>20\\d{2}-\\d{2}-\\d{2})`,
  'giu',
);
const nonCompulsory =
  /\b(?:non|not)[\s-]{0,3}(?:a\s+)?compulsory\b[^.;\n]{0,60}\b(?:briefing|clarification|site|meeting)/giu;
const held =
  /\b(?:briefing\s+session|clarification\s+meeting|site\s+(?:briefing|inspection|visit))\b[^.;\n]{0,60}(?:@|\bat\b|\bbe\s+held\b|\bto\s+be\b)/giu;

/** Briefings: those of the fields, else what the text says of one. */
export function briefingFacts(source: KeyFactSource, texts: Texts): KeyFact[] {
  const published = source.briefings.filter(
    ({ heldAt, isCompulsory, venue }) => isCompulsory || heldAt !== null || safeVenue(venue) !== null,
  );
  if (published.length > 0) return published.slice(0, 3).map((briefing) => ofField(briefing, source.timeZone, texts));
  const { briefing } = source;
  const isCompulsory = briefing?.isCompulsory ?? (findAll(texts, nonCompulsory).length > 0 ? false : null);
  const [when] = findAll(texts, dated);
  const span =
    briefing === null
      ? (when?.span ?? findAll(texts, nonCompulsory)[0]?.span ?? findAll(texts, held)[0]?.span)
      : spanIn(briefing.span);
  if (span === undefined) return [];
  const words =
    isCompulsory === true ? 'Compulsory briefing' : isCompulsory === false ? 'Briefing, not compulsory' : 'Briefing';
  return [factOf('BRIEFING', `${words}${whenOf(when)}`, { isCompulsory, span })];
}

function ofField(
  { heldAt, isCompulsory, venue }: KeyFactSource['briefings'][number],
  timeZone: string | null,
  texts: Texts,
): KeyFact {
  const when = heldAt === null ? whenOf(findAll(texts, dated)[0]) : ` ${formatInstant(heldAt, timeZone)}`;
  const place = safeVenue(venue);
  const words = isCompulsory ? 'Compulsory briefing' : 'Briefing, not compulsory';
  return factOf('BRIEFING', `${words}${when}${place === null ? '' : `, ${place}`}`, { at: heldAt, isCompulsory });
}

function whenOf(found: ReturnType<typeof findAll>[number] | undefined): string {
  const { day, day2, time, time2 } = found?.match.groups ?? {};
  const [date, clock] = [day ?? day2, time ?? time2];
  return date === undefined
    ? ''
    : ` ${date.replaceAll(/\s+/gu, ' ')}${clock === undefined ? '' : ` ${clock.replaceAll(/\s+/gu, '')}`}`;
}

/** The designations in the words of the text. */
export function cidbFacts({ cidb }: KeyFactSource): KeyFact[] {
  if (cidb === null) return [];
  const [first] = cidb.designations;
  if (first === undefined) {
    const [none] = cidb.notApplicable;
    return none === undefined
      ? []
      : [factOf('CIDB', 'No CIDB grading needed', { codes: ['NONE'], span: spanIn(none) })];
  }
  const words = [...new Set(cidb.designations.map(({ span }) => balanced(span.text.replaceAll(/\s+/gu, ' '))))].join(
    ', ',
  );
  const codes = cidb.designations.map(
    ({ grade, classOfWorks, isPotentiallyEmerging }) =>
      `${grade ?? '*'}${classOfWorks ?? '*'}${isPotentiallyEmerging ? 'PE' : ''}`,
  );
  return [
    factOf('CIDB', /cidb/iu.test(words) ? words : `CIDB ${words}`, {
      codes: [...new Set(codes)].slice(0, 20),
      number: first.grade,
      span: spanIn(first.span),
    }),
  ];
}

/** A quote may begin or end inside brackets: the half of a pair is left out. */
function balanced(words: string): string {
  const closes = words.endsWith(')') && !words.includes('(');
  const opens = words.startsWith('(') && !words.includes(')');
  return words.slice(opens ? 1 : 0, closes ? -1 : undefined).trim();
}

/** The office that answers for the tender. Officials are never named. */
export function contactFacts({ buyerName }: KeyFactSource): KeyFact[] {
  if (buyerName === null || buyerName.trim() === '' || isPrivate(buyerName)) return [];
  return [factOf('CONTACT_OFFICE', `Buyer: ${buyerName}`)];
}
