export { facetNames, type FacetCount, type FacetName } from './facet-names.js';
export { cidbKeysOf, type SearchFilter } from './search-filter.js';
export { hitsAmong, type SegmentView } from './segments/segment-view.js';
export { clearBit, type Bits } from './segments/bitset.js';
export { createPackedCounter, type PackedCounts } from './segments/count-segments.js';
export { readTerms } from './segments/posting-lists.js';
export { packedFilterOf, type PackedFilter } from './segments/segment-filter.js';
export { designationTerms, pairTerms } from './segments/segment-terms.js';
export {
  bitsOfRows,
  blockRows,
  cubesByTime,
  listValues,
  readCodes,
  readNumbers,
  type Cube,
  type Dictionaries,
  type NumberColumn,
  type PackedBlock,
} from './segments/segment.js';
export { pickRows, pickedMax, type Picked } from './segments/select-rows.js';
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
  type SearchTexts,
  type SearchVector,
  type SearchWords,
} from './text/search-vector.js';
export { isExact, readTextTree, type TextTree } from './text/text-query.js';
export { spellQuery } from './text/words.js';
export { rangeOfAmount, valueRanges } from './value-ranges.js';
