import { readKeyFacts, type KeyFact, type KeyFactSource } from '../key-facts/index.js';
import { isBoilerplate } from './boilerplate.js';
import { countWords, cutAtPhrase } from './clean-text.js';
import { cueWeight } from './cues.js';
import { detectLanguage } from './detect-language.js';
import { quotable } from './quotable.js';
import { isQuoted } from './quotes.js';
import { readableText } from './readable-text.js';
import { readStatements, type Statement } from './read-statements.js';
import { verified } from './second-reader.js';
import { keyOf, termsOf } from './words.js';

/** Name of this way of summarising, stored beside what it made. Change it when results change. */
export const extractiveModel = 'extractive-v5';

/** Limits of a summary. */
export const summaryLimits = { wordsMax: 120, lengthMax: 1_000 };

/** What a summary is made from. */
export interface SummarySource extends KeyFactSource {
  /** As the publisher declared it. */
  readonly language: string | null;
}

/** A summary and how far to trust it. */
export interface Summary {
  /** Statements of the source, word for word, in their order; empty where the text says no more than the title. */
  readonly text: string;
  readonly isTitleOnly: boolean;
  readonly facts: readonly KeyFact[];
  /** 0 to 1. It falls with each defect; of a title alone it is low. */
  readonly confidence: number;
  readonly language: string;
}

const inputLengthMax = 40_000;
const statementsMax = 7;

interface Candidate extends Statement {
  readonly index: number;
  readonly score: number;
}

/**
 * Picks the statements that say most: what is asked for, then what bidders must know. Nothing is rephrased, so nothing can be
 * invented; what is private or stands in every notice is left out; the same source always gives the same summary.
 *
 * @param quotes - what somebody else would tell of it: then the subject is followed by what these quote, and by nothing else.
 */
export function summarise(source: SummarySource, quotes?: readonly string[]): Summary {
  const title = readableText(source.title);
  const description = readableText(source.description ?? '').slice(0, inputLengthMax);
  const conditions = readableText(source.specialConditions ?? '').slice(0, inputLengthMax);
  const facts = readKeyFacts(source);
  const language = detectLanguage([title, description, conditions].join('\n'), source.language);
  const subject = withoutRepeats(quotable(readStatements(description)));
  const all = withoutRepeats([...subject, ...quotable(readStatements(conditions, 'CONDITIONS'))]);
  const useful = all.filter((statement) => isUseful(statement) && !saysTheSame(statement.text, title));
  if (useful.length === 0) return { text: '', isTitleOnly: true, facts, language, confidence: title === '' ? 0 : 0.3 };
  const chosen = verified(
    choose(all, title, { subject, ...(quotes && { quotes }) }),
    [title, description, conditions].join('\n').replaceAll(/\s+/gu, ' '),
  );
  const text = joined(chosen);
  if (text === '' || saysTheSame(text, title))
    return { text: '', isTitleOnly: true, facts, language, confidence: title === '' ? 0 : 0.3 };
  return { text, isTitleOnly: false, facts, language, confidence: confidenceOf({ chosen, all, language, facts }) };
}

/** True where quotes are of at least one statement that a summary may tell. */
export function quotesSource(source: SummarySource, quotes: readonly string[]): boolean {
  const statements = [
    ...readStatements(readableText(source.description ?? '').slice(0, inputLengthMax)),
    ...readStatements(readableText(source.specialConditions ?? '').slice(0, inputLengthMax), 'CONDITIONS'),
  ];
  return quotable(statements).some((statement) => isUseful(statement) && isQuoted(statement.text, quotes));
}

const fragmentWords = 4;

function isUseful({ text, isList }: Statement): boolean {
  return !isBoilerplate(text) && (isList || countWords(text) >= fragmentWords || cueWeight(text) >= 1);
}

/** The subject first, so that whoever reads the summary alone knows what it is about; then the best that fit, whole. */
function choose(
  all: readonly Statement[],
  title: string,
  { subject, quotes }: { readonly subject: readonly Statement[]; readonly quotes?: readonly string[] },
): readonly Candidate[] {
  const candidates = all.map((statement, index) => ({ ...statement, index, score: scoreOf(statement, index, title) }));
  const lead =
    candidates.find(
      ({ text }, index) => index < subject.length && !isBoilerplate(text) && countWords(text) >= fragmentWords,
    ) ?? candidates.find(isUseful);
  if (lead === undefined) return [];
  const first = { ...lead, text: cutAtPhrase(lead.text, summaryLimits) };
  const chosen: Candidate[] =
    (lead.index >= subject.length || isSilentOf(title, first.text)) && title !== ''
      ? [titleCandidate(title), first]
      : [first];
  const others = candidates.filter(
    (candidate) =>
      candidate !== lead &&
      isUseful(candidate) &&
      candidate.score > 0 &&
      (quotes === undefined || isQuoted(candidate.text, quotes)),
  );
  for (const candidate of others.toSorted((left, right) => right.score - left.score || left.index - right.index)) {
    if (chosen.length === statementsMax) break;
    const next = joined([...chosen, candidate].toSorted(inOrder));
    if (next.length <= summaryLimits.lengthMax && countWords(next) <= summaryLimits.wordsMax) chosen.push(candidate);
  }
  return chosen.toSorted(inOrder);
}

/** "For the coordination of stores": a description that goes on where the title stopped does not say what is bought. */
function isSilentOf(title: string, text: string): boolean {
  const named = termsOf(title).filter((term) => !ofNotices.test(term));
  const told = new Set(termsOf(text));
  return named.length > 0 && countWords(text) <= fragmentWordsMax && !named.some((term) => told.has(term));
}

const fragmentWordsMax = 12;
const ofNotices = /^(?:tenders?|bids?|requests?|quotations?|proposals?|notices?|advert\w*|contracts?)$/u;

const inOrder = (left: Candidate, right: Candidate): number => left.index - right.index;

/** Conditions alone do not say what the tender is about. */
function titleCandidate(title: string): Candidate {
  return { text: cutAtPhrase(title, { wordsMax: 60, lengthMax: 500 }), isList: false, index: -1, score: 1 };
}

function scoreOf(statement: Statement, index: number, title: string): number {
  const cue = cueWeight(statement.text);
  const overlap = overlapWith(statement.text, title);
  return cue + 0.5 / (index + 1) + 0.3 * overlap + (statement.isList ? 0.2 : 0);
}

/** Headings and points of lists end without a stop; one is put between them, or two statements would read as one. */
function joined(statements: readonly Candidate[]): string {
  return statements
    .map(({ text }, place) => {
      const words = text.replace(/[\s,;:–-]+$/u, '');
      return place === statements.length - 1 || /[.!?…。！？]['"”’)\]]*$/u.test(words) ? words : `${words}.`;
    })
    .join(' ');
}

/** True where the title says it already, with other punctuation or cut short. */
function saysTheSame(text: string, title: string): boolean {
  const [own, other] = [keyOf(text), keyOf(title.replace(/…$/u, ''))];
  if (own === '' || other.includes(own)) return true;
  return own.startsWith(other) && own.length - other.length <= 12;
}

function overlapWith(text: string, title: string): number {
  const terms = termsOf(text);
  const known = new Set(termsOf(title));
  return terms.length === 0 ? 0 : terms.filter((term) => known.has(term)).length / terms.length;
}

/** A statement that an earlier one holds word for word says nothing new. */
function withoutRepeats(statements: readonly Statement[]): Statement[] {
  const seen: string[] = [];
  return statements.filter(({ text }) => {
    const key = keyOf(text);
    if (key === '' || seen.some((earlier) => earlier === key || (key.length > 15 && earlier.includes(key))))
      return false;
    seen.push(key);
    return true;
  });
}

interface Findings {
  readonly chosen: readonly Candidate[];
  readonly all: readonly Statement[];
  readonly language: string;
  readonly facts: readonly KeyFact[];
}

const damage = /\uFFFD|[â€]{2}|&[a-z]{2,8};|<\/?[a-z]+>|\\u[\da-f]{4}|(?:\?{3,})/iu;

/** Begins high and falls with what is wrong: cut, garbled, in an unknown language, little of the text told. */
function confidenceOf({ chosen, all, language, facts }: Findings): number {
  const text = chosen.map((statement) => statement.text).join(' ');
  const told = chosen.length / Math.max(1, all.filter(isUseful).length);
  const hundredths =
    90 -
    (text.includes('…') ? 25 : 0) -
    (damage.test(text) ? 30 : 0) -
    (/[\p{Ll}]\p{Lu}\p{Ll}/u.test(text) ? 10 : 0) -
    (language === 'und' ? 15 : 0) -
    (told < 0.5 ? 10 : 0) -
    (chosen.some((statement) => countWords(statement.text) > 70) ? 10 : 0) -
    (facts.length < 3 ? 5 : 0);
  return Math.max(0, hundredths) / 100;
}
