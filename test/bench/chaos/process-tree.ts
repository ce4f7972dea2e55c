import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, itself first. */
export function treeOf(pid: number): number[] {
  const children = Map.groupBy(allProcesses(), ({ parent }) => parent);
  const found = [pid];
  // The list grows while it is walked: children of children are found as well.
  for (const parent of found) found.push(...(children.get(parent) ?? []).map((child) => child.pid));
  return found;
}

/** Sends a signal to each; who has ended meanwhile is passed over. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended on its own.
    }
  }
}

/** True while the process exists and has not ended. */
export function isRunning(pid: number): boolean {
  const state = statOf(pid)?.state;
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function allProcesses(): { pid: number; parent: number }[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((pid) => {
      const stat = statOf(pid);
      return stat === null ? [] : [{ pid, parent: stat.parent }];
    });
}

function statOf(pid: number): { state: string; parent: number } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything, so fields are counted from the last bracket.
    const [state = '', parent = ''] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}
