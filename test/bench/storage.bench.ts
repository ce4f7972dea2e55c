import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import type { Bench } from './bench.js';
import { benchDatabase } from './database.js';
import { releaseOf, writeReleases } from './skeleton/releases.js';
import { logPosition, logWritten } from './storage/log-written.js';
import { tenderBytes } from './storage/tender-bytes.js';

const tenders = 32_000;
const kib = 1_024;
const dayMs = 86_400_000;

/**
 * What tenders cost the disk: the write-ahead log of new releases and of changed closing dates, and the space that a
 * tender with one release takes in all tables of its schema.
 *
 * The log is counted from one of its positions to another, whoever wrote it, so the server must have nothing else to do.
 * Each count begins with a checkpoint. Images of whole pages, which the first change of a page after a checkpoint
 * costs, are told apart where the server can tell: how many there are follows from when checkpoints come, not from the change.
 */
export const bench: Bench = async (context) => {
  const { url, rolePasswords } = await benchDatabase(context, 'hub_bench_storage');
  const owner = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  const pool = new pg.Pool({
    connectionString: urlOfWorkerAs(urlOfRole(url, 'svc_worker', rolePasswords.svc_worker), 'svc_importer'),
    max: 2,
    idleTimeoutMillis: 0,
  });
  context.onEnd(async () => {
    await pool.end();
    await owner.end();
  });
  const measured = async (make: (index: number) => object) => {
    const target = await writeReleases(context, tenders, make);
    const start = await logPosition(owner);
    const { status } = await importReleases({ target, pool, source: null, signal: new AbortController().signal });
    if (status !== 'SUCCEEDED') throw new Error(`The import ended as ${status}.`);
    return logWritten(owner, start);
  };

  const created = await measured(releaseOf);
  context.say(`${tenders} new releases: ${Math.round(created.bytes / tenders)} bytes of log each`);
  const space = await tenderBytes(owner, context.say);
  const changed = await measured(laterClosing);
  context.say(`${tenders} later closing dates: ${Math.round(changed.bytes / tenders)} bytes of log each`);
  return {
    figures: {
      logBytesOfNewRelease: created.bytes / tenders,
      pageImageBytesOfNewRelease: created.imageBytes / tenders,
      logBytesOfClosingDate: (changed.bytes - changed.imageBytes) / tenders,
      pageImageBytesOfClosingDate: changed.imageBytes / tenders,
      bytesOfTender: space / tenders,
    },
    goals: [
      { figure: 'logBytesOfNewRelease', atMost: 5 * kib },
      { figure: 'logBytesOfClosingDate', atMost: 2 * kib },
      { figure: 'bytesOfTender', atMost: 5 * kib },
    ],
  };
};

/** The next release of the same tender: all as it was, but for a closing date that is a week later. */
function laterClosing(index: number): object {
  const release = releaseOf(index);
  const { tenderPeriod } = release.tender;
  const closing = new Date(Date.parse(tenderPeriod.endDate) + 7 * dayMs).toISOString();
  const date = new Date(Date.parse(release.date) + dayMs).toISOString();
  return {
    ...release,
    id: `${release.ocid}-2`,
    date,
    tag: ['tenderAmendment'],
    tender: { ...release.tender, tenderPeriod: { ...tenderPeriod, endDate: closing } },
  };
}
