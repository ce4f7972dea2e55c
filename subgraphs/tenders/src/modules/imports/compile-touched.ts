import { compileProcess, type Revision, parseRelease, readIsoInstant } from '../../ocds/index.js';
import type { BatchPlan } from './plan-batch.js';
import { findRevisions, findTenders, type ReleaseToWrite } from './write/release.repository.js';
import type { SourceLookup } from './write/source.repository.js';
import type { Row } from './write/tender-columns.js';
import type { TenderToWrite } from './write/tender-rows.js';
import { uuidV7, type SqlClient } from '../../bulk/index.js';

/** What the touched processes have become. */
export interface Compiled {
  tenders: TenderToWrite[];
  versions: Row[];
  /** Ids of tenders that existed before. */
  rewritten: string[];
  /** What the parts of those were when they were written. */
  hashesBefore: ReadonlyMap<string, Buffer | null>;
}

/** Compiles every process that a batch touches out of all its revisions, old and new. */
export async function compileTouched(
  client: SqlClient,
  from: { plan: BatchPlan; existing: string[]; sources: SourceLookup },
): Promise<Compiled> {
  const { plan, existing, sources } = from;
  const revisions = new Map<string, (Revision & { sourceId: string })[]>();
  const add = (ocid: string, revision: Revision & { sourceId: string }): void => {
    const list = revisions.get(ocid);
    if (list === undefined) revisions.set(ocid, [revision]);
    else list.push(revision);
  };
  // Read back after writing, so that old and new revisions are seen alike; new processes need no reading.
  const isExisting = new Set(existing);
  if (existing.length > 0) {
    for (const { raw, ocid, sequence, ...row } of await findRevisions(client, existing)) {
      add(ocid, {
        ...row,
        sequence: Number(sequence),
        release: parseRelease(raw),
        settings: sources.settingsFor(row.sourceId, ocid),
        mergeRules: sources.extensions.mergeRules,
      });
    }
  }
  for (const [sequence, release] of plan.releases.entries()) {
    if (!isExisting.has(release.ocid)) add(release.ocid, revisionOf(release, sequence, sources));
  }
  const named = [...revisions.values()].flat().flatMap(({ extensions }) => extensions);
  await sources.extensions.learn(client, named);
  const stored = existing.length > 0 ? await findTenders(client, existing) : [];
  const idOf = new Map(stored.map(({ id, ocid }) => [ocid, id]));
  const hashesBefore = new Map(stored.map(({ id, partHashes }) => [id, partHashes]));
  const compiled: Compiled = { tenders: [], versions: [], rewritten: [...idOf.values()], hashesBefore };
  for (const [ocid, list] of revisions) {
    const tenderId = idOf.get(ocid) ?? uuidV7();
    const { state, steps, releaseCount } = compileProcess(list);
    const sourceId = list.at(-1)?.sourceId ?? sources.defaultId;
    compiled.tenders.push({
      tenderId,
      sourceId,
      state,
      releaseCount,
      version: steps.length + 1,
      lastReleasedAt: lastDateOf(list),
    });
    for (const { revisionId, date, ...step } of steps) {
      compiled.versions.push({ ...step, tenderId, releaseId: revisionId, effectiveAt: readIsoInstant(date) });
    }
  }
  return compiled;
}

/** When the newest of some releases was published; null when no date of theirs is one. */
export function lastDateOf(revisions: readonly Revision[]): string | null {
  // As ISO text in UTC, which sorts as instants do.
  const dates = revisions.flatMap(({ date }) => readIsoInstant(date) ?? []);
  return dates.toSorted().at(-1) ?? null;
}

/** How the releases of sources are read and merged. */
export interface Readings {
  settingsFor: SourceLookup['settingsFor'];
  extensions: Pick<SourceLookup['extensions'], 'mergeRules'>;
}

/** A release as one content of its process. */
export function revisionOf(
  release: ReleaseToWrite,
  sequence: number,
  sources: Readings,
): Revision & { sourceId: string } {
  const { id, ocid, releaseId, date, isCurrent, isSnapshot, version, extensions, sourceId } = release;
  const settings = sources.settingsFor(sourceId, ocid);
  return {
    id,
    releaseId,
    date,
    isCurrent,
    isSnapshot,
    version,
    extensions,
    sourceId,
    sequence,
    release: release.release,
    settings,
    mergeRules: sources.extensions.mergeRules,
  };
}
