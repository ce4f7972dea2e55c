import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftover, pidIn } from '../shared/leftover.js';
import { endProcess, isAlive, processesIn } from '../shared/process-table.js';
import { postgresKind } from './postgres-probe.js';

const lockFileName = 'postmaster.pid';
/** A backend notices at its next wait that its server is gone. */
const orphanGraceMs = 3_000;

/**
 * Makes a data folder free for the next server: ends a server that still works on it, and the backends that one has left
 * behind, for these would go on writing. The lock of a process that is gone is left to Postgres, which looks for backends
 * itself before it takes it over; one whose process id is by now somebody else's would keep it from starting, and goes.
 */
export async function clearStaleLock(dataFolder: string): Promise<void> {
  await endLeftover(postgresKind, dataFolder, lockFileName);
  await Promise.all(processesIn(dataFolder, 'postgres: ').map((pid) => endProcess(pid, 'SIGTERM', orphanGraceMs)));
  const path = join(dataFolder, lockFileName);
  const pid = pidIn(path);
  if (pid === null || isAlive(pid)) rmSync(path, { force: true });
}
