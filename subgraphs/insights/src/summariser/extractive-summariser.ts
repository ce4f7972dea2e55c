import { cleanText, countWords, cutToFit } from './clean-text.js';
import { cueWeight } from './cue-words.js';
import { detectLanguage } from './detect-language.js';
import { keyPointsOf, type KeyFacts } from './key-points.js';
import { splitSentences } from './split-sentences.js';

/** Name of this way of summarising, stored beside what it made. Change it when results change. */
export const extractiveModel = 'extractive-v2';

/** Limits of a summary. */
export const summaryLimits = { wordsMax: 120, lengthMax: 1_000 };

/** What a summary is made from. */
export interface SummarySource extends KeyFacts {
  readonly title: string;
  readonly description: string | null;
  readonly specialConditions: string | null;
  /** As the publisher declared it. */
  readonly language: string | null;
}

/** A summary and how far to trust it. */
export interface Summary {
  /** Sentences of the source, word for word, in their order. */
  readonly text: string;
  readonly keyPoints: readonly string[];
  /** 0 to 1. Low when there was only a title to go by. */
  readonly confidence: number;
  readonly language: string;
}

const inputLengthMax = 40_000;
const sentencesMax = 6;
// What publishers write where there is nothing to say.
const placeholder = /^(?:n\/?a|none|nil|not applicable|see attached|t\.?b\.?[ac]|xx+)[.!]?$/iu;

interface Candidate {
  readonly text: string;
  readonly index: number;
  readonly score: number;
}

/**
 * Picks the sentences that say most: the first, then those with the words the text is about and the cues that bidders
 * look for. Nothing is rephrased, so nothing can be invented; the same source always gives the same summary.
 */
export function summarise(source: SummarySource): Summary {
  const title = cleanText(source.title);
  const body = cleanText(
    [source.description, source.specialConditions].filter((text) => text !== null).join('\n\n'),
  ).slice(0, inputLengthMax);
  const sentences = withoutRepeats(splitSentences(body).filter((sentence) => !placeholder.test(sentence)));
  const isTitleOnly = sentences.length === 0;
  const language = detectLanguage(`${title}\n${body}`, source.language);
  const keyPoints = keyPointsOf(source, `${title}\n${body}`);
  const chosen = choose(isTitleOnly ? [title] : sentences, title);
  const text = joined(chosen);
  const wasCut = text.endsWith('…') && !sentences.some((sentence) => sentence.endsWith('…'));
  return {
    text,
    keyPoints,
    language,
    confidence: confidenceOf({ isTitleOnly, wasCut, chosen, language, keyPoints, sentenceCount: sentences.length }),
  };
}

function choose(sentences: readonly string[], title: string): readonly Candidate[] {
  const candidates = scored(sentences, title);
  // The first that is more than a heading says what is asked for.
  const lead = candidates.find(({ score }) => score > 0) ?? candidates[0];
  if (lead === undefined) return [];
  const others = candidates.filter((candidate) => candidate !== lead);
  const chosen: Candidate[] = [{ ...lead, text: cutToFit(lead.text, summaryLimits) }];
  for (const candidate of others.toSorted((a, b) => b.score - a.score || a.index - b.index)) {
    if (chosen.length === sentencesMax) break;
    const next = joined([...chosen, candidate].sort((a, b) => a.index - b.index));
    if (candidate.score > 0 && next.length <= summaryLimits.lengthMax && countWords(next) <= summaryLimits.wordsMax)
      chosen.push(candidate);
  }
  return chosen.sort((a, b) => a.index - b.index);
}

/** Headings and list items end without a stop; one is put between them, or two statements would read as one. */
function joined(sentences: readonly Candidate[]): string {
  return sentences
    .map(({ text }, place) =>
      place === sentences.length - 1 || /[.!?…。！？:;]['"”’)\]]*$/u.test(text) ? text : `${text}.`,
    )
    .join(' ');
}

function scored(sentences: readonly string[], title: string): readonly Candidate[] {
  const frequency = new Map<string, number>();
  for (const term of sentences.flatMap(termsOf)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const most = Math.max(1, ...frequency.values());
  const titleTerms = new Set(termsOf(title));
  return sentences.map((text, index) => {
    const terms = [...new Set(termsOf(text))];
    const mean =
      terms.length === 0 ? 0 : terms.reduce((sum, term) => sum + (frequency.get(term) ?? 0) / most, 0) / terms.length;
    const overlap = terms.length === 0 ? 0 : terms.filter((term) => titleTerms.has(term)).length / terms.length;
    const position = 1 / (index + 1);
    // Fewer than four words are headings and labels, which say nothing without what follows them.
    const isFragment = countWords(text) < 4;
    const score = isFragment ? 0 : 0.5 * position + mean + 0.5 * overlap + cueWeight(text);
    return { text, index, score: Math.round(score * 1e6) / 1e6 };
  });
}

/** Words of four letters and more, in lower case: shorter ones carry the grammar, not the subject. */
function termsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]{4,}/gu) ?? [];
}

function withoutRepeats(sentences: readonly string[]): string[] {
  const seen = new Set<string>();
  return sentences.filter((sentence) => {
    const key = sentence.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

interface Findings {
  readonly isTitleOnly: boolean;
  readonly wasCut: boolean;
  readonly chosen: readonly Candidate[];
  readonly language: string;
  readonly keyPoints: readonly string[];
  readonly sentenceCount: number;
}

function confidenceOf({ isTitleOnly, wasCut, chosen, language, keyPoints, sentenceCount }: Findings): number {
  if (isTitleOnly) return chosen.some(({ text }) => text !== '') ? 0.2 : 0;
  const hundredths =
    50 +
    (sentenceCount >= 3 ? 15 : 0) +
    (chosen.some(({ text }) => cueWeight(text) >= 1) ? 10 : 0) +
    (language === 'und' ? 0 : 10) +
    (keyPoints.length >= 2 ? 10 : 0) -
    (wasCut ? 20 : 0);
  return hundredths / 100;
}
