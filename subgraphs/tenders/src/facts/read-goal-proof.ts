import { spanBetween, type TextSpan } from './text-span.js';

const sentence = /(?<![\p{L}\d])(?:[^.;:\n•]|\.(?=\d)){0,200}\bproof\b(?:[^.;\n•]|\.(?=\d)){0,200}(?![\p{L}\d])/giu;
// A list of goals often runs into the sentence without a mark: "Youth = 5 points Bidders that fail to submit proof".
const listBefore = /^.*\b[Pp]oints?\s+(?=\p{Lu})/su;
const aboutPoints =
  /specific\s+goals?|preferen(?:ce|tial)|\bpoints?\b|such\s+claim|\blocality\b|ownership|b[\s-]?bb?b?[\s-]?ee\b/iu;
const unrelated = /functionality|cidb|experience/iu;

/** Reads the sentences that say what proves a claim to preference points. */
export function readGoalProof(text: string): TextSpan[] {
  // Searching for sentences costs much more than searching for the word.
  if (!/proof/iu.test(text)) return [];
  return [...text.matchAll(sentence)].flatMap(({ 0: words, index }) => {
    const lead = listBefore.exec(words.slice(0, words.search(/\bproof\b/iu)))?.[0].length ?? 0;
    const claim = words.slice(lead);
    return aboutPoints.test(claim) && !unrelated.test(claim)
      ? [spanBetween(text, index + lead, index + words.length)]
      : [];
  });
}
