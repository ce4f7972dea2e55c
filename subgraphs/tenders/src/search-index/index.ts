export { facetNames, type FacetCount, type FacetName } from './facet-names.js';
export { cidbKeysOf, type SearchFilter } from './search-filter.js';
export { hitsAmong, type SegmentView } from './segments/segment-view.js';
export { amountsIn } from './segments/amounts-in.js';
export { clearBit, type Bits } from './segments/bitset.js';
export { createSegmentCounter, type SegmentCounts } from './segments/count-segments.js';
export { readPostingLists } from './segments/posting-lists.js';
export { segmentFilterOf, type SegmentFilter } from './segments/segment-filter.js';
export { pairTerm } from './segments/segment-terms.js';
export {
  bitsOfRows,
  segmentRows,
  groupsByTime,
  listValues,
  readCodes,
  readNumbers,
  type FacetGroup,
  type Dictionaries,
  type NumberColumn,
  type Segment,
} from './segments/segment.js';
export { selectRows, selectedMax, type SelectedRows, type Selection } from './segments/select-rows.js';
export {
  correctableWords,
  likeliestWord,
  replaceWords,
  transpositionsOf,
  type SimilarWord,
} from './text/correct-words.js';
export {
  isLookedUp,
  searchVector,
  splitTexts,
  type SearchDocument,
  type SearchTexts,
  type SearchVector,
  type SearchWords,
} from './text/search-vector.js';
export { isExact, languagesIn, parseTextQuery, type TextQuery } from './text/text-query.js';
export { keptText, ocidWords, provinceWords } from './text/kept-words.js';
export {
  languageMark,
  languageOf,
  stemmedLanguageOf,
  stemmedLanguages,
  type StemmedLanguage,
} from './text/languages.js';
export { spellQuery, withoutProvinces } from './text/spell-query.js';
export { tradeWords } from './text/trade-words.js';
export { wordsLike } from './text/words-like.js';
export { valueRanges } from './value-ranges.js';
export { filterOf } from './text/named-provinces.js';
