import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from './place.js';
import { isAlive, startTimeOf } from './process-table.js';

const waitMaxMs = 180_000;

/**
 * Lets one process at a time find or start the stores of a profile: the second then finds what the first started.
 * A lock whose process is gone is taken over. Resolves with the function that gives it back.
 */
export async function lockProfile(place: Place, signal: AbortSignal): Promise<() => void> {
  const path = join(place.profileDirectory, 'stores.lock');
  const own = `${process.pid} ${startTimeOf(process.pid) ?? ''}`;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, own);
  const deadline = Date.now() + waitMaxMs;
  try {
    while (!tryLink(draft, path)) {
      signal.throwIfAborted();
      const holder = read(path);
      if (holder !== null && !isHeld(holder)) rmSync(path, { force: true });
      else if (Date.now() > deadline)
        throw new Error(`Another start (process ${holder ?? '?'}) has held ${path} for ${waitMaxMs / 1_000} s.`);
      else await delay(50);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (read(path) === own) rmSync(path, { force: true });
  };
}

/** A link appears with its content in one step, so nobody ever reads a half-written lock. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isHeld(holder: string): boolean {
  const [pid, startedAt = ''] = holder.split(' ');
  return isAlive(Number(pid)) && (startTimeOf(Number(pid)) ?? '') === startedAt;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
