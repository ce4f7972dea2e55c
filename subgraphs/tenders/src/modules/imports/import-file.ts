import { readReleases, skipReasonOf, type ReadEnd } from '../../ocds/index.js';
import { archiveFiles } from './archives/archive-files.js';
import type { BatchWriter } from './batch-writer.js';
import { addFile, type ImportCounts } from './import-counts.js';
import type { InputFile } from './list-inputs.js';
import type { ImportWeb } from './web/import-web.js';

interface FileContext {
  counts: ImportCounts;
  web: ImportWeb | null;
  signal: AbortSignal;
  /** Told how many bytes of the file were read. */
  report: (bytes: number) => void;
}

/** Takes what was found in a file. */
export type ReleaseSink = Pick<BatchWriter, 'add' | 'refuse'>;

/** Imports what one file holds; each file of an archive counts as one of its own. */
export async function importFile(input: InputFile, writer: ReleaseSink, context: FileContext): Promise<void> {
  const { counts, signal } = context;
  for await (const { problem, ...file } of archiveFiles(input)) {
    if (signal.aborted) return;
    if (problem !== null) {
      addFile(counts.filesSkipped, problem, file.name);
      continue;
    }
    const isWhole = file.name === input.name;
    await importText(file, writer, {
      ...context,
      // What comes out of an archive is larger than the archive.
      report: isWhole ? context.report : () => undefined,
    });
  }
}

const othersMax = 1_000;

async function importText(file: InputFile, writer: ReleaseSink, context: FileContext): Promise<void> {
  const { web, signal, report } = context;
  let releases = 0;
  let others: Buffer[] = [];
  let othersSeen = 0;
  let bytes = 0;
  const reading = readReleases(file);
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    for (const item of step.value) {
      if (item.kind === 'other') {
        othersSeen += 1;
        if (others.length < othersMax) others.push(item.bytes);
        continue;
      }
      bytes += item.kind === 'release' ? item.bytes.length : 0;
      releases += 1;
      for (const found of web === null ? [item] : await web.complete(item)) await writer.add(found, file.name);
    }
    // Among releases, an object that is none was meant to be one.
    if (releases > 0) {
      for (const raw of others) await writer.refuse(raw, file.name);
      others = [];
    }
    report(Math.min(bytes, file.sizeBytes));
    if (signal.aborted) {
      await reading.return({ fault: null, encoding: null, opening: '' });
      return;
    }
  }
  noteEnd({ file, end: step.value, releases, other: others[0] ?? null, othersSeen }, context.counts);
}

interface FileEnd {
  file: InputFile;
  end: ReadEnd;
  releases: number;
  other: Buffer | null;
  othersSeen: number;
}

function noteEnd({ file, end, releases, other, othersSeen }: FileEnd, counts: ImportCounts): void {
  if (releases > 0) {
    counts.filesRead += 1;
    if (end.fault !== null) counts.filesCutShort.set(file.name, end.fault);
    if (end.encoding !== null) addFile(counts.filesDecoded, end.encoding, file.name);
    return;
  }
  const { name, sizeBytes } = file;
  addFile(counts.filesSkipped, skipReasonOf({ name, sizeBytes, other, others: othersSeen, end }), name);
}
