import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** True while a process has this id, whoever owns it; a zombie counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return processStat(pid)?.state !== 'Z';
}

/** When the process began, in the kernel's own unit; null where there is no /proc. Tells a recycled id from the old one. */
export function startTimeOf(pid: number): string | null {
  return processStat(pid)?.startTime ?? null;
}

/** The arguments of a process as one line; empty when it is gone. */
function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return existsSync('/proc/self')
      ? ''
      : spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout;
  }
}

/** True when the process is a server working on this data folder, which makes it ours to stop. */
export function worksOn(pid: number, dataFolder: string): boolean {
  return isAlive(pid) && `${commandLineOf(pid)} `.includes(`${dataFolder} `);
}

/** The processes with such a title whose working directory is this folder; none where there is no /proc. */
export function processesIn(folder: string, title: string): readonly number[] {
  if (!existsSync('/proc/self')) return [];
  const real = realpathSync(folder);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && workingDirectoryOf(name) === real)
    .map(Number)
    .filter((pid) => commandLineOf(pid).startsWith(title) && isAlive(pid));
}

function workingDirectoryOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** Asks a process to end, insists after the time given, and resolves when it is gone. */
export async function endProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (!sendSignal(pid, signal)) return;
  if (await waitForEnd(pid, timeoutMs)) return;
  if (sendSignal(pid, 'SIGKILL')) await waitForEnd(pid, 5_000);
}

async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

function processStat(pid: number): { state: string; startTime: string } | null {
  try {
    // The name in brackets may hold anything, so counting begins after the last bracket: state is field 3, start 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? [];
    const [state, startTime] = [fields[0], fields[19]];
    return state === undefined || startTime === undefined ? null : { state, startTime };
  } catch {
    return null;
  }
}
