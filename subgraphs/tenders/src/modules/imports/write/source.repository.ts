import {
  publisherOf,
  settingsLookup,
  type PackageFacts,
  type Publisher,
  type SettingsLookup,
} from '../../../ocds/index.js';
import type { BulkPool } from '@hub/runtime/database';
import { createExtensionLookup, type ExtensionLookup } from '../web/extension-lookup.repository.js';
import { withClient, type SqlClient } from '../../../bulk/index.js';

/** A source as it is registered. */
export interface SourceRow {
  id: string;
  name: string;
  ocidPrefix: string | null;
  settings: unknown;
}

/** What tells who published a release, sound or not. */
export interface PublishedRelease {
  readonly ocid: string | null;
  readonly facts: Pick<PackageFacts, 'publisher'>;
}

/** Which source a release belongs to, and how its fields are read. */
export interface SourceLookup {
  /** Id of the source of a release; that of everything from nobody for a publisher that is not registered. */
  idFor(release: PublishedRelease): string;
  /**
   * Registers the publishers of some releases that are not known yet, each as a source of its own. Answers how many it refused
   * for the first time, since there are as many sources as there may be.
   */
  register(pool: BulkPool, releases: readonly PublishedRelease[]): Promise<number>;
  /** Short name of a source by its id. */
  nameOf(id: string): string;
  /** Id of the source of something that nobody is known to have published. */
  defaultId: string;
  settingsFor: SettingsLookup;
  /** What extensions of the standard change in merging; it learns on the way. */
  extensions: ExtensionLookup;
}

const selectSources = 'select id, name, ocid_prefix as "ocidPrefix", settings from tenders.source';

// Files may hold prefixes without end: what comes after so many new ones belongs to nobody in particular.
const newPublishersMax = 1_000;
const sourcesMax = 5_000;
// So many are told apart.
const refusedMax = 10_000;

/** Why a publisher gets no source of its own. */
export const publishersRefusedBecause = `There may be ${sourcesMax} sources, and ${newPublishersMax} new ones in one import.`;

/**
 * Opens the registry of sources for one import, adding the named source if it is new.
 *
 * @param name - source that all releases are to belong to; null to go by who published them.
 */
export async function openSourceLookup(client: SqlClient, name: string | null): Promise<SourceLookup> {
  const sourceName = name ?? 'files';
  await client.query('insert into tenders.source (name, title) values ($1, $1) on conflict (name) do nothing', [
    sourceName,
  ]);
  const { rows } = await client.query<SourceRow>(selectSources);
  const named = rows.find((row) => row.name === sourceName);
  if (named === undefined) throw new Error(`The source ${sourceName} could not be registered.`);
  const registry = sourceRegistry(rows);
  let newPublishers = 0;
  const refused = new Set<string>();
  return {
    defaultId: named.id,
    nameOf: (id) => registry.nameOf(id),
    idFor({ ocid, facts }) {
      const publisher = name === null && ocid !== null ? publisherOf(ocid, facts.publisher) : null;
      return (publisher && registry.find(publisher)?.id) ?? named.id;
    },
    async register(pool, releases) {
      if (name !== null) return 0;
      const unknown = new Map<string, Publisher>();
      for (const { ocid, facts } of releases) {
        const publisher = ocid === null ? null : publisherOf(ocid, facts.publisher);
        if (publisher !== null && registry.find(publisher) === undefined) unknown.set(publisher.name, publisher);
      }
      const room = Math.max(0, Math.min(newPublishersMax - newPublishers, sourcesMax - registry.size()));
      const added = [...unknown.values()].slice(0, room);
      newPublishers += added.length;
      if (added.length > 0) registry.add(await withClient(pool, (own) => registerPublishers(own, added)));
      const refusedBefore = refused.size;
      for (const publisher of [...unknown.keys()].slice(room)) if (refused.size < refusedMax) refused.add(publisher);
      return refused.size - refusedBefore;
    },
    settingsFor: (sourceId, ocid) => registry.settingsFor(sourceId, ocid),
    extensions: createExtensionLookup(),
  };
}

/** Sources that are known, by what releases are looked up by. */
function sourceRegistry(rows: SourceRow[]) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = new Map(rows.map((row) => [row.name, row]));
  const byPrefix = new Map(rows.flatMap((row) => (row.ocidPrefix === null ? [] : [[row.ocidPrefix, row] as const])));
  let settings = settingsLookup(rows);
  return {
    size: () => byId.size,
    nameOf: (id: string) => byId.get(id)?.name ?? id,
    find: ({ name, ocidPrefix }: Publisher) =>
      (ocidPrefix === null ? undefined : byPrefix.get(ocidPrefix)) ?? byName.get(name),
    add(added: readonly SourceRow[]) {
      for (const row of added) {
        byId.set(row.id, row);
        byName.set(row.name, row);
        if (row.ocidPrefix !== null) byPrefix.set(row.ocidPrefix, row);
      }
      settings = settingsLookup([...byId.values()]);
    },
    settingsFor: (sourceId: string, ocid: string) => settings(sourceId, ocid),
  };
}

// In the order of their names, so that two imports never wait for each other.
async function registerPublishers(client: SqlClient, publishers: readonly Publisher[]): Promise<SourceRow[]> {
  const rows = publishers
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map((publisher) => ({
      ...publisher,
      settings: publisher.ocidPrefix === null ? { publisher: publisher.name } : {},
    }));
  await client.query(
    `insert into tenders.source (name, title, ocid_prefix, settings)
     select name, title, "ocidPrefix", settings
     from json_to_recordset($1) as p(name text, title text, "ocidPrefix" text, settings jsonb)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
  const found = await client.query<SourceRow>(`${selectSources} where name = any ($1) or ocid_prefix = any ($1)`, [
    rows.map(({ name }) => name),
  ]);
  return found.rows;
}

/**
 * Gives releases that were imported as nobody's to those who published them, by the prefix of their ocid. To be
 * followed by compiling their processes again.
 */
export async function giveToPublishers(
  client: SqlClient,
  { ocids, sources }: { ocids: readonly string[]; sources: SourceLookup },
): Promise<void> {
  const given = ocids.flatMap((ocid) => {
    const id = sources.idFor({ ocid, facts: {} });
    return id === sources.defaultId ? [] : [{ ocid, id }];
  });
  if (given.length === 0) return;
  await client.query(
    `update tenders.release r set source_id = g.id from json_to_recordset($1) as g(ocid text, id uuid)
     where r.ocid = g.ocid and r.source_id = $2`,
    [JSON.stringify(given), sources.defaultId],
  );
}

/** All sources that are registered. */
export async function findSources(client: SqlClient): Promise<SourceRow[]> {
  const { rows } = await client.query<SourceRow>(selectSources);
  return rows;
}

/** Begins the record of an import. */
export async function startRun(client: SqlClient, run: { target: string; sourceId: string | null }): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'insert into tenders.source_run (target, source_id) values ($1, $2) returning id',
    [run.target, run.sourceId],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The run could not be recorded.');
  return id;
}

export type RunStatus = 'SUCCEEDED' | 'STOPPED' | 'FAILED';

/** Ends the record of an import, and notes with the sources it met how they are doing. */
export async function finishRun(
  client: SqlClient,
  run: {
    id: string;
    status: RunStatus;
    counts: Record<string, unknown>;
    error: string | null;
    sourceIds: readonly string[];
  },
): Promise<void> {
  await client.query(
    'update tenders.source_run set status = $2, counts = $3, error = $4, finished_at = now() where id = $1',
    [run.id, run.status, JSON.stringify(run.counts), run.error],
  );
  if (run.status === 'STOPPED') return;
  await client.query(
    `update tenders.source set last_run_at = now(),
       last_success_at = case when $2 then now() else last_success_at end,
       consecutive_errors = case when $2 then 0 else consecutive_errors + 1 end
     where id = any ($1)`,
    [run.sourceIds, run.status === 'SUCCEEDED'],
  );
}
