import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const startTimeoutMs = 60_000;
const endGraceMs = 15_000;

/** Waits until an address answers well. @throws Error when it does not within a minute. */
export async function answers(url: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${startTimeoutMs / 1_000} s.`);
    await pause(100);
  }
}

/** Asks a process to end, and insists when it does not. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), endGraceMs);
  await ended;
  clearTimeout(insist);
}
