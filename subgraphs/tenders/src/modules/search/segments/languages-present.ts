import { languagesIn, stemmedLanguages, type Segment, type StemmedLanguage } from '../../../search-index/index.js';

let present: readonly StemmedLanguage[] = stemmedLanguages;

/**
 * Languages in whose other forms words are looked for: those of the tenders in memory. All of them until segments have
 * been read, when there are few tenders to search.
 */
export function languagesPresent(): readonly StemmedLanguage[] {
  return present;
}

const bySegment = new WeakMap<Segment, readonly StemmedLanguage[]>();

/** Learns the languages of all segments. */
export function learnLanguages(segments: readonly Segment[]): void {
  const found = new Set<StemmedLanguage>();
  for (const segment of segments) {
    const known = bySegment.get(segment) ?? languagesIn(segment);
    bySegment.set(segment, known);
    for (const language of known) found.add(language);
  }
  if (found.size !== present.length || present.some((language) => !found.has(language)))
    present = stemmedLanguages.filter((language) => found.has(language));
}
