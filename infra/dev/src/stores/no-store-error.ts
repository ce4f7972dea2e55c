import type { Refused } from './choose-provider.js';
import type { StoreName } from './provider.js';

const titles: Readonly<Record<StoreName, string>> = { postgres: 'Postgres', redis: 'Redis', mongodb: 'MongoDB' };

/** No provider of a store works. The message says what was tried, why each failed, and what to type. */
export class NoStoreError extends Error {
  readonly store: StoreName;

  constructor(store: StoreName, refusals: readonly Refused[]) {
    const tried = refusals.map(
      ({ provider, refused, remedy }) => `  ${provider}: ${refused}${remedy === undefined ? '' : `\n      ${remedy}`}`,
    );
    super(`${titles[store]} could not be found or started. Tried, in this order:\n${tried.join('\n')}`);
    this.name = 'NoStoreError';
    this.store = store;
  }
}
