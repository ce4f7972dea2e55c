import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, worksOn } from './process-table.js';
import type { ServerKind } from './own-server.js';

/**
 * Ends a server that still works on our data folder although its port file is lost, found by the pid file that each
 * server keeps in its folder. A pid that belongs to anything else is left alone.
 */
export async function endLeftover(kind: ServerKind, dataFolder: string, pidFileName: string): Promise<void> {
  const pid = pidIn(join(dataFolder, pidFileName));
  if (pid !== null && worksOn(pid, dataFolder)) await endProcess(pid, kind.stopSignal, kind.stopTimeoutMs);
}

/** The process id on the first line of a file; null when there is none. */
export function pidIn(path: string): number | null {
  if (!existsSync(path)) return null;
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}
