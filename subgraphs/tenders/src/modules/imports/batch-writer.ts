import type { BulkPool } from '@hub/runtime/database';
import type { FoundItem } from '../../ocds/index.js';
import { importBatch, type Batch } from './import-batch.service.js';
import type { ImportCounts } from './import-counts.js';
import type { ImportMemory } from './import-memory.js';
import { prepareRelease, refused } from './prepare-release.js';
import type { SourceLookup } from './write/source.repository.js';

const batchReleasesMax = 500;
const batchBytesMax = 8 * 1024 * 1024;
// While one is written, the next takes its locks, reads what is stored and compiles.
const batchesInFlightMax = 2;

/** Collects releases into batches and has them written. */
export interface BatchWriter {
  add(item: FoundItem, origin: string): Promise<void>;
  refuse(raw: Buffer, origin: string): Promise<void>;
  flush(): Promise<void>;
  /** Waits for the batches being written, whatever becomes of them. */
  settled(): Promise<void>;
}

/** What a batch writer works with. */
export interface BatchWriterContext {
  pool: BulkPool;
  sources: SourceLookup;
  counts: ImportCounts;
  memory: ImportMemory;
  /** Gets the source of every release. */
  sourceIds: Set<string>;
}

interface Flight {
  ocids: ReadonlySet<string>;
  done: Promise<void>;
}

/**
 * Starts a writer. While the database writes one batch the next is read: two processors, both at work. Batches that
 * share a process are written one after the other, because of two contents of a release the later one counts.
 */
export function createBatchWriter({ sourceIds, ...context }: BatchWriterContext): BatchWriter {
  const { sources } = context;
  const flights = new Set<Flight>();
  let batch: Batch = { releases: [], refused: [] };
  let ocids = new Set<string>();
  let bytes = 0;
  const send = async (): Promise<void> => {
    const [full, own] = [batch, ocids];
    batch = { releases: [], refused: [] };
    ocids = new Set();
    bytes = 0;
    context.counts.publishersRefused += await sources.register(context.pool, full.releases);
    for (const release of full.releases) sourceIds.add(sources.idFor(release));
    await landed(flights, own);
    depart(flights, { ocids: own, done: importBatch(full, context) });
  };
  const grown = async (size: number): Promise<void> => {
    bytes += size;
    const count = batch.releases.length + batch.refused.length;
    if (count >= batchReleasesMax || bytes >= batchBytesMax) await send();
  };
  return {
    async add(item, origin) {
      const prepared = prepareRelease(item, origin);
      if (prepared.kind === 'refused') batch.refused.push(prepared);
      else {
        batch.releases.push(prepared);
        ocids.add(prepared.ocid);
      }
      await grown(prepared.raw.length);
    },
    async refuse(raw, origin) {
      batch.refused.push(refused({ reason: 'MISSING_OCID', detail: 'The object has no ocid.', raw, origin }));
      await grown(raw.length);
    },
    async flush() {
      await send();
      await Promise.all([...flights].map(({ done }) => done));
    },
    async settled() {
      await Promise.allSettled([...flights].map(({ done }) => done));
    },
  };
}

function depart(flights: Set<Flight>, flight: Flight): void {
  flights.add(flight);
  // One that fails stays, and its failure is met at the next await; until then it must not count as unhandled.
  flight.done.then(
    () => flights.delete(flight),
    () => undefined,
  );
}

// Waits until there is room for one more, and until none in flight shares a process with it.
async function landed(flights: ReadonlySet<Flight>, ocids: ReadonlySet<string>): Promise<void> {
  while (flights.size >= batchesInFlightMax) await Promise.race([...flights].map(({ done }) => done));
  for (const flight of flights) {
    if (!flight.ocids.isDisjointFrom(ocids)) await flight.done;
  }
}
