import type { BulkPool } from '@hub/runtime/database';
import { compileProcess } from '../../ocds/index.js';
import { withClient } from '../../bulk/index.js';
import { lastDateOf, revisionOf, type Readings } from '../imports/compile-touched.js';
import { emptyCounts, type ImportCounts } from '../imports/import-counts.js';
import { importFile, type ReleaseSink } from '../imports/import-file.js';
import { listInputs } from '../imports/list-inputs.js';
import { planBatch } from '../imports/plan-batch.js';
import { prepareRelease, type PreparedRelease } from '../imports/prepare-release.js';
import { createDoubtCounter, type DoubtCounter, type DoubtCounts } from './count-doubts.js';
import type { JudgedTender } from './findings.js';
import { findMergeRules, findPublishers, type Publishers } from './publishers.repository.js';
import { openReleaseShelf, type ReleaseShelf } from './release-shelf.js';

/** What to read, and by whose settings. */
export interface ReadDoubtsOptions {
  /** A file or a folder. */
  target: string;
  /** Knows the sources. Nothing is written. */
  pool: BulkPool;
  /** Source that all releases are taken to come from; null to go by the prefix of each ocid. */
  source: string | null;
  /** The moment at which statuses are asked for. */
  now: Date;
  signal: AbortSignal;
  /** Told how much of the work is done, as bytes of twice the target: they are read first and judged then. */
  onProgress?: (bytesDone: number, bytesTotal: number, tenders: number) => void;
}

/** What was read, and how sure it is. */
export interface DoubtReport extends DoubtCounts {
  files: Pick<ImportCounts, 'filesRead' | 'filesSkipped' | 'filesCutShort' | 'filesDecoded'>;
  releases: { new: number; editedSilently: number; unchanged: number };
}

/**
 * Reads every release at the target as an import would, by the same readers and the same compiler, and tells what was
 * made of it and how sure that is. Null when it was stopped.
 *
 * @throws Error when the target cannot be read, there is no such source, or the database is lost.
 */
export async function readDoubts(options: ReadDoubtsOptions): Promise<DoubtReport | null> {
  const { target, pool, source, now, signal, onProgress = () => undefined } = options;
  const publishers = await withClient(pool, (client) => findPublishers(client, source));
  const inputs = await listInputs(target, signal);
  const bytesTotal = inputs.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const counts = emptyCounts();
  const counter = createDoubtCounter(now);
  const shelf = await openReleaseShelf();
  try {
    const extensions = new Set<string>();
    const sink = sinkInto({ shelf, counter, publishers, extensions });
    let bytesDone = 0;
    for (const file of inputs.files) {
      const report = (share: number): void => onProgress(bytesDone + share, 2 * bytesTotal, 0);
      await importFile(file, sink, { counts, web: null, signal, report });
      if (signal.aborted) return null;
      bytesDone += file.sizeBytes;
    }
    const mergeRules = await withClient(pool, (client) => findMergeRules(client, extensions));
    const readings = {
      settingsFor: (_source: string, ocid: string) => publishers.settingsFor(ocid),
      extensions: { mergeRules },
    };
    const ocids = shelf.ocids();
    for (const [index, ocid] of ocids.entries()) {
      counter.add(judge(await shelf.take(ocid), { ocid, publishers, readings, counts }));
      if (signal.aborted) return null;
      onProgress(bytesTotal + (bytesTotal * (index + 1)) / ocids.length, 2 * bytesTotal, index + 1);
    }
    return { ...counter.counts(), ...readCounts(counts) };
  } finally {
    await shelf.close();
    await inputs.close();
  }
}

function sinkInto(into: {
  shelf: ReleaseShelf;
  counter: DoubtCounter;
  publishers: Publishers;
  extensions: Set<string>;
}): ReleaseSink {
  const { shelf, counter, publishers, extensions } = into;
  return {
    async add(item, origin) {
      const prepared = prepareRelease(item, origin);
      if (prepared.kind === 'refused') {
        counter.setAside(prepared.reason, publishers.nameOf(prepared.ocid));
        return;
      }
      for (const address of prepared.extensions) extensions.add(address);
      await shelf.put(prepared);
    },
    async refuse() {
      counter.setAside('MISSING_OCID', publishers.nameOf(null));
    },
  };
}

function judge(
  releases: readonly PreparedRelease[],
  by: { ocid: string; publishers: Publishers; readings: Readings; counts: ImportCounts },
): JudgedTender {
  const { ocid, publishers, readings, counts } = by;
  const publisher = publishers.nameOf(ocid);
  const plan = planBatch(releases, [], () => publisher);
  counts.releasesNew += plan.releasesNew;
  counts.releasesChanged += plan.releasesChanged;
  counts.releasesUnchanged += plan.releasesUnchanged;
  const revisions = plan.releases.map((release, sequence) => revisionOf(release, sequence, readings));
  const { state, compiled, releaseCount } = compileProcess(revisions);
  return {
    publisher,
    state,
    compiled,
    settings: publishers.settingsFor(ocid),
    newestAt: lastDateOf(revisions),
    releases: releaseCount,
  };
}

function readCounts(counts: ImportCounts): Pick<DoubtReport, 'files' | 'releases'> {
  const { filesRead, filesSkipped, filesCutShort, filesDecoded } = counts;
  return {
    files: { filesRead, filesSkipped, filesCutShort, filesDecoded },
    releases: {
      new: counts.releasesNew,
      editedSilently: counts.releasesChanged,
      unchanged: counts.releasesUnchanged,
    },
  };
}
