import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import { seedDemo } from '@hub/dev/seed-demo';
import { sampleQueries } from '@hub/dev/sample-queries';
import { median, type Bench, type BenchContext } from './bench.js';
import { benchDatabase, type BenchDatabase } from './database.js';
import { sendOnce, sendRound, signInToDemo, type Round } from './skeleton/load.js';
import { startDistributed, startSingle } from './skeleton/processes.js';
import { writeReleases } from './skeleton/releases.js';
import { measureTenantReads } from './skeleton/tenant-reads.js';

const rounds = 5;
const requestsPerRound = 600;
const releasesImported = 20_000;

/** The whole of the skeleton in one run: both ways to run it, its tenant reads and its importer. */
export const bench: Bench = async (context) => {
  const database = await benchDatabase(context, 'hub_bench_skeleton');
  await seedDemo({
    url: database.url,
    workerPassword: database.rolePasswords.svc_worker,
    signal: new AbortController().signal,
  });
  const imported = await measureImport(context, database);
  context.say(`imported ${releasesImported} releases at ${Math.round(imported)} a second`);
  const reads = await measureTenantReads(database);
  context.say(`tenant reads: ${Math.round(reads.prisma)} a second through Prisma, ${Math.round(reads.bare)} bare`);
  const served = await measureServing(context, database);
  return {
    figures: {
      ...served,
      tenantReadsPerSecondPrisma: reads.prisma,
      tenantReadsPerSecondNodePostgres: reads.bare,
      tenantReadsPrismaToNodePostgres: reads.ratio,
      releasesImportedPerSecond: imported,
    },
    goals: [
      { figure: 'singleToDistributedPerCpuSecond', atLeast: 3 },
      { figure: 'tenantReadsPrismaToNodePostgres', atLeast: 0.5 },
      { figure: 'releasesImportedPerSecond', atLeast: 1_500 },
    ],
  };
};

async function measureServing(context: BenchContext, { url }: BenchDatabase): Promise<Record<string, number>> {
  const env = { ...context.env, DATABASE_URL: url };
  const single = await startSingle(context, env, 0);
  const cached = await startSingle(context, env, 16);
  const distributed = await startDistributed(context, env);
  const token = await signInToDemo(single.url);
  const query = sampleQueries.find(({ title }) => title.includes('five subgraphs'))?.query ?? '';
  for (const hub of [single, cached, distributed]) {
    await sendOnce(hub.url, query, token);
    // Long enough for the compilers to settle.
    await sendRound(hub, { token, query, requests: requestsPerRound });
  }
  const taken: Record<'single' | 'cached' | 'distributed', Round[]> = { single: [], cached: [], distributed: [] };
  for (let round = 1; round <= rounds; round += 1) {
    taken.single.push(await sendRound(single, { token, query, requests: requestsPerRound }));
    taken.distributed.push(await sendRound(distributed, { token, query, requests: requestsPerRound }));
    taken.cached.push(await sendRound(cached, { token, query, requests: requestsPerRound * 5 }));
    context.say(
      `round ${round} of ${rounds}: single ${Math.round(taken.single.at(-1)?.perSecond ?? 0)}/s, distributed ${Math.round(taken.distributed.at(-1)?.perSecond ?? 0)}/s, cached ${Math.round(taken.cached.at(-1)?.perSecond ?? 0)}/s`,
    );
  }
  const ratios = taken.single.map(
    ({ perCpuSecond }, index) => perCpuSecond / (taken.distributed[index]?.perCpuSecond ?? Number.NaN),
  );
  return {
    singleRequestsPerSecond: median(taken.single.map(({ perSecond }) => perSecond)),
    distributedRequestsPerSecond: median(taken.distributed.map(({ perSecond }) => perSecond)),
    cachedRequestsPerSecond: median(taken.cached.map(({ perSecond }) => perSecond)),
    singleRequestsPerCpuSecond: median(taken.single.map(({ perCpuSecond }) => perCpuSecond)),
    distributedRequestsPerCpuSecond: median(taken.distributed.map(({ perCpuSecond }) => perCpuSecond)),
    singleToDistributedPerCpuSecond: median(ratios),
  };
}

async function measureImport(context: BenchContext, { url, rolePasswords }: BenchDatabase): Promise<number> {
  const target = await writeReleases(context, releasesImported);
  const pool = new pg.Pool({
    connectionString: urlOfWorkerAs(urlOfRole(url, 'svc_worker', rolePasswords.svc_worker), 'svc_importer'),
    max: 2,
  });
  try {
    const startedAt = performance.now();
    const result = await importReleases({ target, pool, source: null, signal: new AbortController().signal });
    if (result.status !== 'SUCCEEDED') throw new Error(`The import ended as ${result.status}.`);
    return releasesImported / ((performance.now() - startedAt) / 1_000);
  } finally {
    await pool.end();
  }
}
