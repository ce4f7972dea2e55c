import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';

/** What the processes of the product wrote. */
export interface LogCount {
  readonly lines: number;
  readonly bytes: number;
  readonly longestLineBytes: number;
  /** In the worst second. */
  readonly linesPerSecondMax: number;
  /** Errors that nobody caught, and anything that Node prints by itself: the first few, cut short. */
  readonly uncaught: readonly string[];
  readonly uncaughtCount: number;
}

/** Counts lines and keeps them in a file. */
export interface LogWatch {
  follow(stream: Readable): void;
  count(): LogCount;
  close(): Promise<void>;
}

const entry = z.looseObject({ level: z.string(), event: z.string().optional() });
const uncaughtEvents = new Set(['uncaught_exception', 'unhandled_rejection']);
const keptMax = 5;
const shownLength = 300;

/** Starts counting; the file is begun anew. */
export function watchLog(path: string, clock: () => number): LogWatch {
  const file = createWriteStream(path, { flags: 'w' });
  const perSecond = new Map<number, number>();
  const uncaught: string[] = [];
  const total = { lines: 0, bytes: 0, longestLineBytes: 0, uncaughtCount: 0 };
  const note = (line: string): void => {
    const bytes = Buffer.byteLength(line) + 1;
    const second = Math.floor(clock() / 1_000);
    total.lines += 1;
    total.bytes += bytes;
    total.longestLineBytes = Math.max(total.longestLineBytes, bytes);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    file.write(`${line}\n`);
    if (!isUncaught(line)) return;
    total.uncaughtCount += 1;
    if (uncaught.length < keptMax) uncaught.push(line.slice(0, shownLength));
  };
  return {
    follow: (stream) => void createInterface({ input: stream }).on('line', note),
    count: () => ({ ...total, uncaught, linesPerSecondMax: Math.max(0, ...perSecond.values()) }),
    close: () => new Promise((resolve) => file.end(() => resolve())),
  };
}

/** The product speaks in lines of JSON: anything else is Node itself, with a warning or with its last words. */
function isUncaught(line: string): boolean {
  const parsed = entry.safeParse(parseJson(line));
  if (!parsed.success) return line.trim() !== '';
  return parsed.data.level === 'fatal' || uncaughtEvents.has(parsed.data.event ?? '');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
