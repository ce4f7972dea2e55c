import { valueRanges } from '../../../search-index/index.js';

// What the search index makes of words, designations and amounts, as SQL that makes the same of columns.

/** As `pairTerm` of the index, for two columns. */
export const pairTerm = (left: string, right: string): string =>
  `chr(1) || substr(md5(${left} || ' ' || ${right}), 1, 3)`;

/** As `designationTerm` of the index, for a column. */
export const designationTerm = (key: string): string => `chr(2) || ${key}`;

/** The range that a value of a row `s` falls into by its amount alone, or UNREADABLE; null where none is disclosed. */
export const rangeOfAmount = `case ${valueRanges
  .filter(({ upTo }) => upTo !== null)
  .map(({ range, upTo }) => `when s.value_amount <= ${upTo} then '${range}'`)
  .join(
    ' ',
  )} when s.value_amount is not null then 'OVER_100M' when s.value_statement in ('UNREADABLE', 'PLACEHOLDER') then 'UNREADABLE' end`;
