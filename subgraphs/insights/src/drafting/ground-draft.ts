import { isPrivate } from '../key-facts/index.js';
import { inventedWords, termsOf } from '../summariser/index.js';
import {
  inOrder,
  type DraftHeading,
  type DraftSection,
  type DraftSentence,
  type DraftText,
  type SourceText,
} from './draft.js';
import { locateQuote } from './locate-quote.js';

/** What a model wrote, in the form that it was asked for. */
export interface WrittenDraft {
  readonly sections: readonly {
    readonly heading: DraftHeading;
    readonly sentences: readonly { readonly text: string; readonly quote: string }[];
  }[];
}

const textLengthMax = 600;
const sharedMin = 0.5;
// Whoever reads a draft is a person.
const toMachines =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:instruction|prompt|rule|above|previous|prior)|\b(?:system|developer)\s+(?:prompt|message)|\byou\s+are\s+(?:now\s+)?(?:an?\s+)?(?:ai|assistant|language\s+model|chatbot|dan)\b|<\|?(?:im_start|system|assistant)/iu;

/**
 * What of a written draft the material bears out: a sentence stays with the words that it rests on, and goes where they are
 * nowhere, where it names a number or a name that no material has, where most of its words are its own, and where it tells
 * what is private. Null where nothing stays. What can be said without a model is never lost.
 */
export function groundDraft(
  written: WrittenDraft,
  { texts, floor }: { readonly texts: readonly SourceText[]; readonly floor: readonly DraftSection[] },
): DraftText | null {
  const material = texts.map(({ text }) => text).join('\n');
  const terms = new Set(termsOf(material));
  let droppedCount = 0;
  const sections = written.sections.flatMap(({ heading, sentences }) => {
    const kept = sentences.flatMap((sentence) => {
      const grounded = groundSentence(sentence, { texts, material, terms });
      if (grounded === null) droppedCount += 1;
      return grounded ?? [];
    });
    return kept.length === 0 ? [] : [{ heading, sentences: kept }];
  });
  return sections.length === 0 ? null : { sections: inOrder([...sections, ...floor]), droppedCount };
}

function groundSentence(
  { text, quote }: { readonly text: string; readonly quote: string },
  given: { readonly texts: readonly SourceText[]; readonly material: string; readonly terms: ReadonlySet<string> },
): DraftSentence | null {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line === '' || line.length > textLengthMax || isPrivate(line) || toMachines.test(line)) return null;
  const found = locateQuote(given.texts, quote);
  if (found === null || isPrivate(found.text)) return null;
  if (inventedWords(line, given.material).length > 0) return null;
  const own = termsOf(line);
  const shared = own.filter((term) => given.terms.has(term)).length;
  return own.length > 0 && shared / own.length < sharedMin ? null : { text: line, quote: found };
}
