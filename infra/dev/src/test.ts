// `npm test [paths or jest options]`: finds or starts the stores, then runs jest against them. With TEST_SUMMARY_FILE
// set, writes "passed failed skipped" there for scripts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { checkoutRoot } from './checkout-root.js';
import { live } from './life.js';
import { createSteps } from './steps.js';
import { renderStoreTable, startStores } from './stores/start-stores.js';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const heapMegabytesMax = 768;

await live(async ({ signal, onEnd }) => {
  const stores = await createSteps().run('stores', (log) =>
    startStores({ root: checkoutRoot, profile: 'test', signal, log }),
  );
  onEnd(() => stores.stop());
  process.stdout.write(`${renderStoreTable(stores.rows)}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  onEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const reportFile = join(folder, 'report.json');
  const memoryFile = join(folder, 'memory.txt');
  const code = await runJest([...process.argv.slice(2), '--json', `--outputFile=${reportFile}`], signal, {
    HUB_ENVIRONMENT: 'development',
    DATABASE_URL: stores.postgres.url,
    REDIS_URL: stores.redis.url ?? '',
    MONGODB_URL: stores.mongodb.url,
    HUB_TEST_MEMORY_FILE: memoryFile,
  });
  sayMemory(memoryFile);
  writeSummary(reportFile);
  return code;
});

function runJest(args: readonly string[], signal: AbortSignal, env: Record<string, string>): Promise<number> {
  const jest = join(
    dirname(createRequire(join(checkoutRoot, 'package.json')).resolve('jest/package.json')),
    'bin/jest.js',
  );
  // Jest's workers are started with the same flags. Without a bound the engine collects garbage when it is convenient.
  const flags = ['--experimental-vm-modules', '--no-warnings', `--max-old-space-size=${heapMegabytesMax}`];
  const child = spawn(process.execPath, [...flags, jest, ...args], {
    cwd: checkoutRoot,
    // Jest prints its report to standard output when asked for JSON; the file is enough.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** What the largest test worker took: it grows with what test files import and leave behind. */
function sayMemory(memoryFile: string): void {
  const notes = existsSync(memoryFile) ? readFileSync(memoryFile, 'utf8').trim().split('\n') : [];
  const largest = notes
    .map((note) => ({ kibibytes: Number.parseInt(note, 10), file: note.slice(note.indexOf(' ') + 1) }))
    .reduce((left, right) => (right.kibibytes > left.kibibytes ? right : left), { kibibytes: 0, file: 'no file' });
  const gibibytes = (largest.kibibytes / 1024 ** 2).toFixed(2);
  process.stdout.write(
    `The largest test worker took ${gibibytes} GiB, first seen after ${relative(checkoutRoot, largest.file)}.\n`,
  );
}

function writeSummary(reportFile: string): void {
  const counts = report.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  process.stdout.write(`${counts.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
  const summaryFile = process.env['TEST_SUMMARY_FILE'];
  if (summaryFile) writeFileSync(summaryFile, `${counts.numPassedTests} ${failed} ${skipped}\n`);
}
