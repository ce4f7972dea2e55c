/** A range of estimated values: above one amount, up to another; null where it is open. */
export interface ValueRange {
  readonly range:
    | 'UP_TO_100K'
    | 'UP_TO_1M'
    | 'UP_TO_10M'
    | 'UP_TO_100M'
    | 'OVER_100M'
    | 'OTHER_CURRENCY'
    | 'UNREADABLE'
    | 'UNDISCLOSED';
  readonly above: string | null;
  readonly upTo: string | null;
}

/** The ranges that values are counted by, smallest first, and last what falls into none. */
export const valueRanges: readonly ValueRange[] = [
  { range: 'UP_TO_100K', above: null, upTo: '100000' },
  { range: 'UP_TO_1M', above: '100000', upTo: '1000000' },
  { range: 'UP_TO_10M', above: '1000000', upTo: '10000000' },
  { range: 'UP_TO_100M', above: '10000000', upTo: '100000000' },
  { range: 'OVER_100M', above: '100000000', upTo: null },
  { range: 'OTHER_CURRENCY', above: null, upTo: null },
  { range: 'UNREADABLE', above: null, upTo: null },
  { range: 'UNDISCLOSED', above: null, upTo: null },
];
