import { readFileSync } from 'node:fs';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { importReleases } from '@hub/tenders/import-releases';
import { releasesSeen } from '@hub/tenders/imports/import-counts';
import pg from 'pg';
import type { Bench } from './bench.js';
import { benchDatabase } from './database.js';
import { liveMemory } from './import/live-memory.js';
import { novelRelease } from './import/novel-release.js';
import { writeReleases } from './skeleton/releases.js';

const releasesImported = 60_000;
// Everything that is remembered up to a limit has met it after 50,000 novel releases, so what the next 50,000 add stays.
const novelReleases = 100_000;
const novelWindow = 50_000;
const novelStep = 5_000;
const mib = 1_048_576;
// Linux counts a process's time in hundredths of a second.
const ticksPerSecond = 100;

/**
 * The importer alone: new releases, then the same again, with what they cost both processes; then releases that have
 * nothing in common, with the memory they leave in use.
 */
export const bench: Bench = async (context) => {
  const { url, rolePasswords } = await benchDatabase(context, 'hub_bench_import');
  const pool = new pg.Pool({
    connectionString: urlOfWorkerAs(urlOfRole(url, 'svc_worker', rolePasswords.svc_worker), 'svc_importer'),
    max: 2,
    idleTimeoutMillis: 0,
  });
  context.onEnd(() => pool.end());
  const target = await writeReleases(context, releasesImported);
  const fresh = await measure(pool, target);
  context.say(`${releasesImported} new releases at ${Math.round(fresh.perSecond)} a second`);
  const again = await measure(pool, target);
  context.say(`the same again at ${Math.round(again.perSecond)} a second`);
  const novel = await measureMemory(pool, await writeReleases(context, novelReleases, novelRelease));
  return {
    figures: {
      releasesPerSecond: fresh.perSecond,
      importerCpuMicrosecondsPerRelease: fresh.importerMicroseconds,
      ...(fresh.databaseMicroseconds !== null && { databaseCpuMicrosecondsPerRelease: fresh.databaseMicroseconds }),
      memoryMib: fresh.memoryMib,
      unchangedReleasesPerSecond: again.perSecond,
      ...novel,
    },
    goals: [
      { figure: 'releasesPerSecond', atLeast: 3_000 },
      // 80 bytes for each of 50,000 releases: less than it takes to remember one.
      { figure: 'liveMemoryGrowthMib', atMost: 4 },
      // Garbage comes and goes by that much; what fragments or leaks outside the heap goes on growing.
      { figure: 'novelMemoryGrowthMib', atMost: 32 },
    ],
  };
};

interface Measured {
  perSecond: number;
  importerMicroseconds: number;
  /** Null where the database's processes cannot be seen. */
  databaseMicroseconds: number | null;
  /** Most memory that the process held, garbage included. */
  memoryMib: number;
}

async function measure(pool: pg.Pool, target: string): Promise<Measured> {
  let memoryMib = 0;
  const databaseBefore = await databaseSeconds(pool);
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await importAll(pool, target, () => {
    memoryMib = Math.max(memoryMib, process.memoryUsage.rss() / mib);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const databaseAfter = await databaseSeconds(pool);
  const spent = databaseBefore === null || databaseAfter === null ? null : databaseAfter - databaseBefore;
  return {
    perSecond: releasesImported / seconds,
    importerMicroseconds: (user + system) / releasesImported,
    databaseMicroseconds: spent === null ? null : (spent * 1_000_000) / releasesImported,
    memoryMib,
  };
}

interface NovelMemory extends Record<string, number> {
  /** Most memory in use. */
  liveMemoryMib: number;
  /** Memory in use during the last 50,000 releases, over that during the 50,000 before: the means, as it comes and goes. */
  liveMemoryGrowthMib: number;
  /** Most memory that the process held, garbage included, and how much of it the last 50,000 releases added. */
  novelMemoryMib: number;
  novelMemoryGrowthMib: number;
}

async function measureMemory(pool: pg.Pool, target: string): Promise<NovelMemory> {
  const live = liveMemory();
  const lives: number[] = [];
  const held = { before: 0, after: 0 };
  await importAll(pool, target, (releases) => {
    const window = releases <= novelReleases - novelWindow ? 'before' : 'after';
    held[window] = Math.max(held[window], process.memoryUsage.rss() / mib);
    // In the middle of each step: the last releases are written after the last report.
    if (releases >= (lives.length + 0.5) * novelStep) lives.push(live());
  });
  const samples = novelWindow / novelStep;
  return {
    liveMemoryMib: Math.max(...lives),
    liveMemoryGrowthMib: mean(lives.slice(samples)) - mean(lives.slice(0, samples)),
    novelMemoryMib: Math.max(held.before, held.after),
    novelMemoryGrowthMib: held.after - held.before,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function importAll(pool: pg.Pool, target: string, onProgress: (releases: number) => void): Promise<void> {
  const { status } = await importReleases({
    target,
    pool,
    source: null,
    signal: new AbortController().signal,
    onProgress: ({ counts }) => onProgress(releasesSeen(counts)),
  });
  if (status !== 'SUCCEEDED') throw new Error(`The import ended as ${status}.`);
}

/** Processor time of the pool's two connections so far, in seconds. */
async function databaseSeconds(pool: pg.Pool): Promise<number | null> {
  const clients = await Promise.all([pool.connect(), pool.connect()]);
  try {
    const pids = await Promise.all(
      clients.map(
        async (client) => (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid,
      ),
    );
    return pids.reduce<number>((sum, pid) => sum + secondsOf(pid), 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  } finally {
    for (const client of clients) client.release();
  }
}

// Fields 14 and 15 of the process's line: time in its own code and in the kernel.
function secondsOf(pid: number | undefined): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
