import {
  isObject,
  mergeRulesLookup,
  ocidPrefix,
  settingsLookup,
  type JsonObject,
  type MergeRulesLookup,
  type SourceSettings,
} from '../../ocds/index.js';
import type { SqlClient } from '../../bulk/index.js';
import { findPatches, unknownIn } from '../imports/web/extension-lookup.repository.js';
import { findSources } from '../imports/write/source.repository.js';

/** Who publishes, and how it is read. */
export interface Publishers {
  /** Short name of who published an ocid: the source that is registered for its prefix, else the prefix. */
  nameOf(ocid: string | null): string;
  settingsFor(ocid: string): SourceSettings;
}

const unregistered = 'no known prefix';

/**
 * Reads the registry of sources and changes nothing.
 *
 * @param source - source that all releases are taken to come from; null to go by the prefix of each ocid.
 * @throws Error when there is no such source.
 */
export async function findPublishers(client: SqlClient, source: string | null): Promise<Publishers> {
  const sources = await findSources(client);
  const named = sources.find(({ name }) => name === source);
  if (source !== null && named === undefined) {
    const names = sources.map(({ name }) => name).toSorted();
    throw new Error(`There is no source ${source}. Known are: ${names.join(', ') || 'none'}.`);
  }
  const settings = settingsLookup(sources);
  return {
    nameOf(ocid) {
      const prefix = ocidPrefix(ocid ?? '');
      if (prefix === null) return unregistered;
      return sources.find((row) => row.ocidPrefix === prefix)?.name ?? prefix;
    },
    settingsFor: (ocid) => settings(named?.id ?? '', ocid),
  };
}

/** How releases that name these extensions are merged, as far as their rules have been fetched. */
export async function findMergeRules(client: SqlClient, addresses: Iterable<string>): Promise<MergeRulesLookup> {
  const unknown = unknownIn(addresses);
  const patches = unknown.length === 0 ? [] : await findPatches(client, unknown);
  const fetched = new Map<string, JsonObject>();
  for (const { url, patch } of patches) if (isObject(patch)) fetched.set(url, patch);
  return mergeRulesLookup(fetched);
}
