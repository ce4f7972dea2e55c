import { readFileSync } from 'node:fs';
import { urlOfRole } from '@hub/runtime/database';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import type { Bench } from './bench.js';
import { benchDatabase } from './database.js';
import { writeReleases } from './skeleton/releases.js';

const releasesImported = 60_000;
// By then the heap has found its size; what comes on top until the end would be a leak.
const warmReleases = 10_000;
const mib = 1_048_576;
// Linux counts a process's time in hundredths of a second.
const ticksPerSecond = 100;

/** The importer alone: new releases, then the same again, with what they cost both processes and in memory. */
export const bench: Bench = async (context) => {
  const { url, rolePassword } = await benchDatabase(context, 'hub_bench_import');
  const target = await writeReleases(context, releasesImported);
  const pool = new pg.Pool({
    connectionString: urlOfRole(url, 'svc_worker', rolePassword),
    max: 2,
    idleTimeoutMillis: 0,
  });
  context.onEnd(() => pool.end());
  const fresh = await measure(pool, target);
  context.say(`${releasesImported} new releases at ${Math.round(fresh.perSecond)} a second`);
  const again = await measure(pool, target);
  return {
    figures: {
      releasesPerSecond: fresh.perSecond,
      importerCpuMicrosecondsPerRelease: fresh.importerMicroseconds,
      ...(fresh.databaseMicroseconds !== null && { databaseCpuMicrosecondsPerRelease: fresh.databaseMicroseconds }),
      memoryMib: fresh.memoryMib,
      memoryGrowthMib: fresh.memoryGrowthMib,
      unchangedReleasesPerSecond: again.perSecond,
    },
    goals: [
      { figure: 'releasesPerSecond', atLeast: 3_000 },
      { figure: 'memoryGrowthMib', atMost: 96 },
    ],
  };
};

interface Measured {
  perSecond: number;
  importerMicroseconds: number;
  /** Null where the database's processes cannot be seen. */
  databaseMicroseconds: number | null;
  memoryMib: number;
  /** Highest memory from the first 10,000 releases to the end, over the highest until then. */
  memoryGrowthMib: number;
}

async function measure(pool: pg.Pool, target: string): Promise<Measured> {
  const memory = { warm: 0, after: 0 };
  const databaseBefore = await databaseSeconds(pool);
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const { status } = await importReleases({
    target,
    pool,
    source: null,
    signal: new AbortController().signal,
    onProgress({ counts }) {
      const phase = counts.releasesNew + counts.releasesUnchanged < warmReleases ? 'warm' : 'after';
      memory[phase] = Math.max(memory[phase], process.memoryUsage.rss() / mib);
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const databaseAfter = await databaseSeconds(pool);
  if (status !== 'SUCCEEDED') throw new Error(`The import ended as ${status}.`);
  const spent = databaseBefore === null || databaseAfter === null ? null : databaseAfter - databaseBefore;
  return {
    perSecond: releasesImported / seconds,
    importerMicroseconds: (user + system) / releasesImported,
    databaseMicroseconds: spent === null ? null : (spent * 1_000_000) / releasesImported,
    memoryMib: memory.after,
    memoryGrowthMib: memory.after - memory.warm,
  };
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
