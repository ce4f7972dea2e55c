import { createLogger, type Logger, type LogLevel } from '@hub/runtime/telemetry';
import { createStream } from 'rotating-file-stream';
import { readableLine } from './readable-line.js';

const loud = new Set(['warn', 'error', 'fatal']);

/** What a log may take of a person's disk: the file that is written, and older ones as `<path>.1` and so on. */
const defaultBounds = { fileBytesMax: 8 * 1024 * 1024, olderFilesMax: 4 };

export interface DevelopmentLoggerOptions {
  readonly service: string;
  readonly path: string;
  readonly level: LogLevel;
  readonly bounds?: typeof defaultBounds;
}

/**
 * All lines as JSON into a file, which goes on where the last start ended; what needs a person's attention also onto the
 * screen, readable. A full file becomes an older one, and the oldest is removed.
 */
export function createDevelopmentLogger({ service, path, level, bounds = defaultBounds }: DevelopmentLoggerOptions): {
  logger: Logger;
  close(): Promise<void>;
} {
  const file = createStream(path, { size: `${bounds.fileBytesMax}B`, rotate: bounds.olderFilesMax });
  // A full disk must not end the product; what matters is on the screen as well.
  file.on('error', (error) => process.stderr.write(`The log cannot be written: ${error.message}\n`));
  const destination = {
    write(line: string): void {
      if (file.writable) file.write(line);
      const { level: lineLevel, text } = readableLine(line.trimEnd());
      if (loud.has(lineLevel)) process.stderr.write(`${text}\n`);
    },
  };
  return {
    logger: createLogger({ service, level, destination }),
    close: () => new Promise((resolve) => file.end(() => resolve())),
  };
}
