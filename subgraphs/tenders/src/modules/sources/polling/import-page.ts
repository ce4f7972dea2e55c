import type { BulkPool } from '@hub/runtime/database';
import { importBatch } from '../../imports/import-batch.service.js';
import { createImportMemory } from '../../imports/import-memory.js';
import { countsAsJson, emptyCounts, type ImportCounts } from '../../imports/import-counts.js';
import { prepareRelease, refused, type PreparedRelease, type RefusedRelease } from '../../imports/prepare-release.js';
import { finishRun, openSourceLookup, startRun, type RunStatus } from '../../imports/write/source.repository.js';
import type { ImportWeb } from '../../imports/web/import-web.js';
import type { FoundItem } from '../../../ocds/index.js';
import type { OcdsPage } from '../../../source-http/index.js';

/** What a poll did, beside what the import counts. */
export interface PollCounts {
  requests: number;
  pages: number;
  pagesUnchanged: number;
  /** Pages that came a second time under another address. */
  pagesRepeated: number;
  windows: number;
  windowsFailed: number;
  /** Releases dated outside the window that was asked for. */
  releasesOutsideWindow: number;
}

export function emptyPollCounts(): PollCounts {
  return {
    requests: 0,
    pages: 0,
    pagesUnchanged: 0,
    pagesRepeated: 0,
    windows: 0,
    windowsFailed: 0,
    releasesOutsideWindow: 0,
  };
}

/** The import that one poll feeds, and its record. */
export interface ImportRun {
  readonly id: string;
  readonly counts: ImportCounts;
  /** Imports a page in transactions of its own; doing it again changes nothing. */
  importPage(page: OcdsPage, origin: string): Promise<void>;
  finish(end: { status: RunStatus; error: string | null; poll: PollCounts }): Promise<void>;
}

const batchMax = 500;

/** Begins the record of a poll and gives the means to import its pages. */
export async function beginImportRun(
  pool: BulkPool,
  source: { id: string; name: string; url: string },
  web: ImportWeb,
): Promise<ImportRun> {
  const counts = emptyCounts();
  const memory = createImportMemory();
  const client = await pool.connect();
  try {
    const sources = await openSourceLookup(client, source.name);
    const id = await startRun(client, { target: source.url, sourceId: source.id });
    return {
      id,
      counts,
      async importPage(page, origin) {
        const items: FoundItem[] = [];
        for (const item of page.items) items.push(...(await web.complete(item)));
        const { releases, set } = prepared({ items, strays: page.strays }, origin);
        for (let start = 0; start === 0 || start < releases.length; start += batchMax) {
          const batch = { releases: releases.slice(start, start + batchMax), refused: start === 0 ? set : [] };
          if (batch.releases.length + batch.refused.length > 0)
            await importBatch(batch, { pool, sources, counts, memory });
        }
      },
      async finish({ status, error, poll }) {
        await web.close();
        const closing = await pool.connect();
        try {
          // No source is named: its health is written with its next poll, not here.
          await finishRun(closing, { id, status, error, sourceIds: [], counts: { ...countsAsJson(counts), ...poll } });
        } finally {
          closing.release();
        }
      },
    };
  } finally {
    client.release();
  }
}

function prepared(
  page: Pick<OcdsPage, 'items' | 'strays'>,
  origin: string,
): { releases: PreparedRelease[]; set: RefusedRelease[] } {
  const all = page.items.map((item) => prepareRelease(item, origin));
  const strays = page.strays.map((raw) =>
    refused({ reason: 'MISSING_OCID', detail: 'The object has no ocid.', raw, origin }),
  );
  return {
    releases: all.filter((entry) => entry.kind === 'release'),
    set: [...all.filter((entry) => entry.kind === 'refused'), ...strays],
  };
}
