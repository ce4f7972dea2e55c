import { defineLoaders } from '@hub/runtime/loaders';
import { createSpendLoader, createTendersByProvinceLoader } from './modules/tender-figures/tender-figures.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  tendersByProvince: createTendersByProvinceLoader,
  spend: createSpendLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
