import { settingsLookup, type SettingsLookup, ocidPrefix } from '../../../ocds/index.js';
import { createExtensionLookup, type ExtensionLookup } from '../web/extension-lookup.repository.js';
import type { SqlClient } from '../../../bulk/index.js';

/** A source as it is registered. */
export interface SourceRow {
  id: string;
  name: string;
  ocidPrefix: string | null;
  settings: unknown;
}

/** Which source a release belongs to, and how its fields are read. */
export interface SourceLookup {
  /** Id of the source of a release. */
  idFor(ocid: string): string;
  /** Short name of a source by its id. */
  nameOf(id: string): string;
  /** Id of the source of something that has no ocid. */
  defaultId: string;
  settingsFor: SettingsLookup;
  /** What extensions of the standard change in merging; it learns on the way. */
  extensions: ExtensionLookup;
}

const selectSources = 'select id, name, ocid_prefix as "ocidPrefix", settings from tenders.source';

/**
 * Opens the registry of sources for one import, adding the named source if it is new.
 *
 * @param name - source that all releases are to belong to; null to go by the prefix of each ocid.
 */
export async function openSourceLookup(client: SqlClient, name: string | null): Promise<SourceLookup> {
  const sourceName = name ?? 'files';
  await client.query('insert into tenders.source (name, title) values ($1, $1) on conflict (name) do nothing', [
    sourceName,
  ]);
  const { rows } = await client.query<SourceRow>(selectSources);
  const named = rows.find((row) => row.name === sourceName);
  if (named === undefined) throw new Error(`The source ${sourceName} could not be registered.`);
  const byPrefix = new Map(rows.flatMap((row) => (row.ocidPrefix === null ? [] : [[row.ocidPrefix, row] as const])));
  const publisherOf = (ocid: string): SourceRow | undefined => byPrefix.get(ocidPrefix(ocid) ?? '');
  return {
    defaultId: named.id,
    nameOf: (id) => rows.find((row) => row.id === id)?.name ?? id,
    idFor: (ocid) => (name === null ? (publisherOf(ocid)?.id ?? named.id) : named.id),
    settingsFor: settingsLookup(rows),
    extensions: createExtensionLookup(),
  };
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
