export { defineLoaders, type LoaderFactories } from './define-loaders.js';
export { countOfParents } from './count-of-parents.repository.js';
export { createJoinedRead, type JoinedRead } from './join-reads.js';
export { createByIdLoader, createGroupLoader, createLookupLoader, createRowLoader } from './lookup-loader.js';
export { createCountLoader, createGroupedLookupLoader, createSliceLoader } from './slice-loader.js';
export type { CountKey, PlacedCount, PlacedRow, Slice, SliceKey, SlicesQuery } from './slice-loader.js';
