import { expect, test } from '@jest/globals';
import { readingLimits } from './limits.js';
import { readPdf } from './read-pdf.js';

const thread = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const started = "import { workerData } from 'node:worker_threads'; Atomics.store(workerData.started, 0, 1);";

test.each([
  ['cannot load its library', "import 'node:no-such-library'"],
  ['ends at once', 'process.exit(1)'],
])('a thread that %s is no failure of the file', async (_what, code) => {
  await expect(readPdf(new Uint8Array(), readingLimits, thread(code))).rejects.toThrow(
    'The thread that reads PDF files did not start.',
  );
});

test.each([
  ['fails', `${started} throw new Error('x')`],
  ['ends', `${started} process.exit(1)`],
])('a file with which a thread %s is damaged', async (_what, code) => {
  expect(await readPdf(new Uint8Array(), readingLimits, thread(code))).toEqual({ failure: 'DAMAGED' });
});
