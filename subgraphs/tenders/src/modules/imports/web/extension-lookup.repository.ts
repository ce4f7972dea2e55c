import {
  isObject,
  type Json,
  type JsonObject,
  knownExtension,
  mergeRulesLookup,
  type MergeRulesLookup,
} from '../../../ocds/index.js';
import type { SqlClient } from '../../../bulk/index.js';

/** What is known of extensions that are not built in. */
export interface ExtensionLookup {
  readonly mergeRules: MergeRulesLookup;
  /**
   * Looks up those that are not known yet, in the transaction that compiles by them, and notes their addresses so that
   * somebody fetches them. Until that has happened the rules of the standard hold.
   */
  learn(client: SqlClient, addresses: readonly string[]): Promise<void>;
}

/** Starts an empty lookup. What it learns it keeps: a patch, once stored, never changes. */
export function createExtensionLookup(): ExtensionLookup {
  const fetched = new Map<string, JsonObject>();
  return {
    mergeRules: mergeRulesLookup(fetched),
    async learn(client, addresses) {
      const unknown = unknownIn(addresses).filter((address) => !fetched.has(address));
      if (unknown.length === 0) return;
      // Whoever stores a patch waits for us, and then finds what we compile without it: see storeExtension.
      await client.query('select pg_advisory_xact_lock_shared($1)', [extensionsLock]);
      await noteExtensions(client, unknown);
      for (const { url, patch } of await findPatches(client, unknown)) if (isObject(patch)) fetched.set(url, patch);
    },
  };
}

/** Names the lock between compiling by extensions and storing them. */
export const extensionsLock = 1_108_100_011;

/** Addresses of extensions that are not built in, each once, in order. */
export function unknownIn(addresses: Iterable<string>): string[] {
  return [...new Set(addresses)].filter((address) => knownExtension(address) === null).toSorted();
}

/** Notes that packages name these extensions. */
export async function noteExtensions(client: SqlClient, urls: readonly string[]): Promise<void> {
  await client.query('insert into tenders.extension (url) select * from unnest($1::text[]) on conflict do nothing', [
    urls,
  ]);
}

/** What is stored of extensions that somebody has fetched. */
export async function findPatches(client: SqlClient, urls: readonly string[]): Promise<{ url: string; patch: Json }[]> {
  const { rows } = await client.query<{ url: string; patch: Json }>(
    'select url, patch from tenders.extension where url = any ($1) and patch is not null',
    [urls],
  );
  return rows;
}
