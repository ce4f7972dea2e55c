export { createByIdLoader, createGroupLoader, createLookupLoader, createRowLoader } from './lookup-loader.js';
export { createGroupedLookupLoader, createSliceLoader } from './slice-loader.js';
export type { PlacedRow, Slice, SliceKey, SlicesQuery } from './slice-loader.js';
