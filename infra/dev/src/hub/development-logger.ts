import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createLogger, type Logger } from '@hub/runtime/telemetry';
import { readableLine } from './readable-line.js';

const loud = new Set(['warn', 'error', 'fatal']);

/** All lines as JSON into a file; what needs a person's attention also onto the screen, readable. */
export function createDevelopmentLogger({ service, path }: { readonly service: string; readonly path: string }): {
  logger: Logger;
  close(): Promise<void>;
} {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path, { flags: 'w' });
  const destination = {
    write(line: string): void {
      file.write(line);
      const { level, text } = readableLine(line.trimEnd());
      if (loud.has(level)) process.stderr.write(`${text}\n`);
    },
  };
  return {
    logger: createLogger({ service, destination }),
    close: () => new Promise((resolve) => file.end(() => resolve())),
  };
}
