import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { joinLines } from './join-lines.js';
import type { ReadingLimits } from './limits.js';

/** The pages of a PDF file, or why they could not be read. */
export type PdfReading =
  | { readonly pageCount: number; readonly isCut: boolean; readonly pages: readonly string[] }
  | { readonly failure: 'TOO_LARGE' | 'TOO_SLOW' | 'LOCKED' | 'DAMAGED' };

const line = z.object({ text: z.string(), y: z.number(), height: z.number() });
const reply = z.union([
  z.object({ pageCount: z.int(), isCut: z.boolean(), pages: z.array(z.array(line)) }),
  z.object({ problem: z.string() }),
]);

const bytesOfMegabyte = 1024 * 1024;
const watchIntervalMs = 20;

const startTimeoutMs = 60_000;
const threadOfPdf = new URL('./pdf-thread.mjs', import.meta.url);

/**
 * Reads a PDF file in a thread of its own, which is ended whatever becomes of it.
 *
 * @throws Error where the thread does not start: that says nothing about the file.
 */
export async function readPdf(
  bytes: Uint8Array,
  { pagesMax, charactersMax, memoryMegabytesMax, timeoutMs }: ReadingLimits,
  threadUrl: URL = threadOfPdf,
): Promise<PdfReading> {
  // A message can arrive after the error that followed it, so the thread says here, too, that it has started.
  const started = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const hasStarted = (): boolean => Atomics.load(started, 0) === 1;
  const thread = new Worker(threadUrl, {
    workerData: { bytes: new Uint8Array(bytes), pagesMax, charactersMax, started },
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytesMax },
    execArgv: [],
  });
  const bytesAllowed = process.memoryUsage.rss() + memoryMegabytesMax * bytesOfMegabyte;
  let timer: NodeJS.Timeout | undefined;
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise<PdfReading>((resolve, reject) => {
      let isTimed = false;
      const end = (failure: 'TOO_LARGE' | 'DAMAGED', cause: unknown): void =>
        hasStarted()
          ? resolve({ failure })
          : reject(new Error('The thread that reads PDF files did not start.', { cause }));
      timer = setTimeout(() => end('DAMAGED', 'It took too long.'), startTimeoutMs);
      // What streams unpack to is no heap of the thread: a small file can unpack to more than the machine has.
      watch = setInterval(() => {
        if (process.memoryUsage.rss() > bytesAllowed) resolve({ failure: 'TOO_LARGE' });
      }, watchIntervalMs);
      thread.on('message', (message: unknown) => {
        if (isTimed) return resolve(readingOf(message));
        isTimed = true;
        clearTimeout(timer);
        timer = setTimeout(() => resolve({ failure: 'TOO_SLOW' }), timeoutMs);
      });
      thread.once('error', (error: unknown) => end(isOutOfMemory(error) ? 'TOO_LARGE' : 'DAMAGED', error));
      thread.once('exit', () => end('DAMAGED', 'It ended.'));
    });
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    await thread.terminate();
  }
}

function readingOf(message: unknown): PdfReading {
  const read = reply.safeParse(message);
  if (!read.success) return { failure: 'DAMAGED' };
  if ('problem' in read.data) return { failure: read.data.problem === 'PasswordException' ? 'LOCKED' : 'DAMAGED' };
  return { ...read.data, pages: read.data.pages.map(joinLines) };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
