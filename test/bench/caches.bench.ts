import type { ChildProcess } from 'node:child_process';
import { seedDemo } from '@hub/dev/seed-demo';
import { freePort } from '@hub/dev/free-port';
import type { Bench, BenchContext } from './bench.js';
import { longRequest } from './caches/long-documents.js';
import { benchDatabase } from './database.js';
import { askProcess, vitals } from './measured/messages.js';
import { startHub } from './measured/start-process.js';
import { signInToDemo } from './skeleton/load.js';
import { answers } from './processes.js';
import { rssMibOf } from './skeleton/processes.js';

const defaultDocuments = 50_000;
const warmUpRequests = 4_000;
const warmUpDocuments = 16;
const connections = 8;
const mebibyte = 1024 * 1024;
const megabyte = 1_000_000;

/**
 * Sends 50,000 documents of 100 kB, of which no two are the same, to the product in one process: whatever it remembers of
 * them has an end. `npm run bench -- caches 5000` sends fewer.
 */
export const bench: Bench = async (context) => {
  const documents = Number(context.args[0] ?? defaultDocuments);
  const { hub, url, token, metricsUrl } = await start(context);
  // Compilers, pools, the young generation at its full size: what any process takes that answers the same again and again.
  await send(context, { hub, url, token, documents: warmUpRequests, nth: (n) => n % warmUpDocuments });
  const { rssMib: before } = await askProcess(hub, { reset: true }, vitals);
  context.say(`the process takes ${Math.round(before)} MiB when it is warm and has no garbage`);

  const startedAt = performance.now();
  const { failed, peakMib } = await send(context, { hub, url, token, documents, nth: (n) => warmUpDocuments + n });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { rssMib: after } = await askProcess(hub, { reset: false }, vitals);
  return {
    figures: {
      documents,
      documentsPerSecond: documents / seconds,
      documentsFailed: failed,
      warmMib: before,
      memoryGrowthMb: ((after - before) * mebibyte) / megabyte,
      memoryPeakWithGarbageMib: peakMib,
      memoryCachesMib: await memoryCachesMib(metricsUrl),
    },
    goals: [
      { figure: 'documents', atLeast: defaultDocuments },
      { figure: 'documentsFailed', atMost: 0 },
      { figure: 'memoryGrowthMb', atMost: 100 },
    ],
  };
};

interface Started {
  readonly hub: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly metricsUrl: string;
}

async function start(context: BenchContext): Promise<Started> {
  const { url: databaseUrl, rolePasswords } = await benchDatabase(context, 'hub_bench_caches');
  await seedDemo({ url: databaseUrl, workerPassword: rolePasswords.svc_worker, signal: new AbortController().signal });
  const [port, operationsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}/graphql`;
  const hub = startHub(context, {
    DATABASE_URL: databaseUrl,
    HUB_PORT: String(port),
    OPERATIONS_PORT: String(operationsPort),
  });
  await answers(`http://127.0.0.1:${port}/health/ready`);
  return { hub, url, token: await signInToDemo(url), metricsUrl: `http://127.0.0.1:${operationsPort}/metrics` };
}

interface Sent {
  /** Answers with a status of 500 and above, and requests without an answer. */
  readonly failed: number;
  /** The most that the process took on the way. */
  readonly peakMib: number;
}

/** Sends documents over a few connections, each the next as soon as it has an answer. */
async function send(
  { say }: BenchContext,
  { hub, url, token, documents, nth }: Omit<Started, 'metricsUrl'> & { documents: number; nth: (n: number) => number },
): Promise<Sent> {
  let next = 0;
  let failed = 0;
  let peakMib = 0;
  const work = async (): Promise<void> => {
    while (next < documents) {
      const n = next;
      next += 1;
      if (!(await isServed(url, nth(n), token))) failed += 1;
      if (n % 500 !== 0) continue;
      peakMib = Math.max(peakMib, rssMibOf(hub));
      if (n % 5_000 === 0) say(`${n} of ${documents} documents, ${Math.round(rssMibOf(hub))} MiB`);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return { failed, peakMib };
}

async function isServed(url: string, n: number, token: string): Promise<boolean> {
  const { body, isSignedIn } = longRequest(n);
  const headers = { 'content-type': 'application/json', ...(isSignedIn && { authorization: `Bearer ${token}` }) };
  try {
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.text();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** What the caches say they hold, together. */
async function memoryCachesMib(metricsUrl: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const used = text.matchAll(/^hub_memory_cache_bytes\{[^}]*kind="used"[^}]*\} (\d+)$/gmu);
  return [...used].reduce((sum, [, bytes]) => sum + Number(bytes), 0) / mebibyte;
}
