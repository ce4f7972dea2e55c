import { realpathSync } from 'node:fs';
import { chooseProvider, pickProviders, pickVariables, UnknownProviderError, type Choice } from './choose-provider.js';
import { NoStoreError } from './no-store-error.js';
import { isRefusal, storeNames, type StoreName } from './provider.js';
import { providers } from './provider-list.js';
import { thisMachine, type Environment } from './shared/machine.js';
import { resolvePlace } from './shared/place.js';
import { lockProfile } from './shared/profile-lock.js';
import { rowOf, type StoreRow } from './store-table.js';

export { NoStoreError, UnknownProviderError };
export { renderStoreTable, type StoreRow } from './store-table.js';

export interface StartStoresOptions {
  /** The checkout. */
  readonly root: string;
  /** `start` keeps data; profiles whose name begins with `test` trade durability for speed. */
  readonly profile: string;
  readonly log?: (message: string) => void;
  readonly env?: Environment;
  /** Abort it to give up: what was started by then is stopped before the promise rejects. */
  readonly signal?: AbortSignal;
}

export interface Stores {
  readonly postgres: { readonly url: string };
  /** Null when no Redis could be had: the product then runs without. */
  readonly redis: { readonly url: string | null };
  readonly mongodb: { readonly url: string };
  readonly rows: readonly StoreRow[];
  /** Stops what this process has to stop, documents and cache before the truth. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Finds or starts the three stores, each by the first provider that works.
 *
 * Rejects with `NoStoreError` when Postgres or MongoDB cannot be had, with `UnknownProviderError` when the environment
 * picks a provider that does not exist. In both cases nothing is left running.
 */
export async function startStores(options: StartStoresOptions): Promise<Stores> {
  const root = realpathSync(options.root);
  const { profile, env = process.env, log = () => undefined } = options;
  const machine = thisMachine(env);
  const place = await resolvePlace(root, profile, machine);
  // One store that fails ends the search for the others too.
  const search = new AbortController();
  const signal = options.signal === undefined ? search.signal : AbortSignal.any([search.signal, options.signal]);
  const unlock = await lockProfile(place, signal);
  try {
    const selected = storeNames.map((store) => ({
      store,
      candidates: pickProviders(providers[store], pickVariables[store], env[pickVariables[store]]),
    }));
    const settled = await Promise.allSettled(
      selected.map(async ({ store, candidates }) => {
        const choice = await chooseProvider(candidates, { store, profile, machine, place, signal, log });
        if (choice.chosen === null && isNeeded(store, choice)) {
          search.abort();
          throw new NoStoreError(store, choice.refusals);
        }
        return { store, choice };
      }),
    );
    const found = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const stop = stopAll(found.map(({ choice }) => choice));
    const failures = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0 || options.signal?.aborted === true) {
      await stop();
      throw failures.find((failure) => failure instanceof NoStoreError) ?? failures[0] ?? options.signal?.reason;
    }
    const urlOf = (store: StoreName): string | null =>
      found.find((entry) => entry.store === store)?.choice.chosen?.running.url ?? null;
    return {
      postgres: { url: urlOf('postgres') ?? '' },
      redis: { url: urlOf('redis') },
      mongodb: { url: urlOf('mongodb') ?? '' },
      rows: found.map(({ store, choice }) => rowOf(store, choice, place)),
      stop,
    };
  } finally {
    unlock();
  }
}

/** Redis is disposable, unless a person asked for a certain one and it cannot be had. */
function isNeeded(store: StoreName, choice: Choice): boolean {
  return store !== 'redis' || choice.refusals.some((refusal) => isRefusal(refusal) && refusal.isFinal === true);
}

function stopAll(choices: readonly Choice[]): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  return () => {
    stopping ??= (async () => {
      await Promise.allSettled(choices.map((choice) => choice.chosen?.running.stop()));
    })();
    return stopping;
  };
}
