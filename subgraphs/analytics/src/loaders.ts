import type { RequestScope } from '@hub/runtime/service';
import { createSpendLoader, createTendersByProvinceLoader } from './modules/tender-figures/tender-figures.loader.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request. */
export function createLoaders(scope: RequestScope) {
  return { tendersByProvince: createTendersByProvinceLoader(scope), spend: createSpendLoader(scope) };
}
