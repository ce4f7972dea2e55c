import type { ReadClient } from '@hub/runtime/database';
import { healthStatusOf, type HealthStatus } from './health-status.js';
import { sourceRecordOf, type SourceRecord } from './source-record.js';
import { findSources } from './source.repository.js';

/** True for a source that is read on a schedule, false for files imported by hand. */
export function isPolled({ kind }: Pick<SourceRecord, 'kind'>): boolean {
  return kind !== 'files';
}

/** How a source of public tenders is doing. Of one that is not polled nothing new is expected. */
export function sourceStatusOf(source: SourceRecord, now: Date): HealthStatus {
  const newest = isPolled(source) ? (source.coverage?.newestReleaseAt ?? null) : null;
  return healthStatusOf({ ...source, newestAt: newest === null ? null : new Date(newest) }, now);
}

const silent: ReadonlySet<HealthStatus> = new Set(['STALE', 'FAILING']);

/** Titles of the polled sources from which nothing has come for too long. */
export async function findSilentSources(db: ReadClient, now: Date): Promise<string[]> {
  const sources = (await findSources(db)).map(sourceRecordOf);
  return sources
    .filter((source) => source.isEnabled && isPolled(source) && silent.has(sourceStatusOf(source, now)))
    .map(({ title }) => title);
}
