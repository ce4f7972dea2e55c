import { writesTag, type CacheKey } from '../../cache/cache.js';

/** Marked in transactions that are open, by the client of each. */
const marked = new WeakMap<object, CacheKey[]>();

/** Begins a transaction on a connection that had others before: none of their marks are its own. */
export function startMarking(transaction: object): void {
  marked.delete(transaction);
}

/** Remembers tags of public data until the transaction has ended. */
export function rememberMarked(transaction: object, tags: readonly CacheKey[]): void {
  if (tags.length === 0) return;
  marked.set(transaction, [...(marked.get(transaction) ?? [writesTag('public')]), ...tags]);
}

/** What was marked in a transaction; asked after its commit. */
export function takeMarked(transaction: object): readonly CacheKey[] {
  const tags = marked.get(transaction) ?? [];
  marked.delete(transaction);
  return tags;
}
