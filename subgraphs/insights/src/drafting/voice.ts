const frequentMax = 8;

/** How a team writes, measured on texts that it accepted; one line that says so where there are none. */
export function voiceLines(accepted: readonly string[]): string[] {
  const text = accepted.join('\n');
  const sentences = text.split(/[.!?]+(?:\s|$)/u).filter((sentence) => /\p{L}/u.test(sentence));
  if (sentences.length === 0) return ['The team has accepted no texts yet: there is no voice to match.'];
  const words = text.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
  const perSentence = Math.round(words.length / sentences.length);
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const [we, company] = [count(/\b(?:we|our|us)\b/giu), count(/\b(?:the\s+company|the\s+bidder|the\s+tenderer)\b/giu)];
  const passive = count(/\b(?:is|are|was|were|be|been|will be|shall be)\s+\p{L}+ed\b/giu);
  return [
    `Sentences have ${perSentence} words on average, over ${sentences.length} sentences of ${accepted.length} accepted texts.`,
    we >= company ? 'The team speaks of itself as "we".' : 'The team speaks of itself by name or role.',
    passive * 4 > sentences.length ? 'The passive is common.' : 'The active voice is the rule.',
    ...frequentLine(words),
  ];
}

function frequentLine(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) {
    const key = word.toLowerCase();
    if (key.length >= 6) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const frequent = [...counts]
    .filter(([, count]) => count >= 3)
    .toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, frequentMax);
  return frequent.length === 0 ? [] : [`Frequent words: ${frequent.map(([word]) => word).join(', ')}.`];
}
