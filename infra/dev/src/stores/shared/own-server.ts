import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Refusal, RunningStore, StoreContext } from '../provider.js';
import { isOwnerAlive, thisProcess } from './owner.js';
import { freePort } from './port.js';
import { readPortFile, removePortFile, writePortFile, type PortFile } from './port-file.js';
import { endProcess, isAlive, worksOn } from './process-table.js';

/** What differs between the three servers once a binary is there. */
export interface ServerKind {
  /** Asks the server at this address which data folder it works on. Rejects while nothing answers. */
  readonly identify: (url: string) => Promise<string>;
  /** What an answering server needs before it can be used; safe to repeat. */
  readonly prepare: (url: string) => Promise<void>;
  /** The signal that makes this server finish cleanly and soon. */
  readonly stopSignal: NodeJS.Signals;
  readonly stopTimeoutMs: number;
}

export interface ServerPlan {
  readonly provider: string;
  readonly binary: string;
  readonly args: (port: number) => readonly string[];
  readonly dataFolder: string;
  readonly preferredPort: number;
  readonly url: (port: number) => string;
  readonly note: string;
  readonly env?: NodeJS.ProcessEnv;
}

// After a crash a server replays its journal before it answers, and a big import leaves a long one.
const startTimeoutMs = 120_000;
const portAttemptsMax = 3;

/** Starts a server process of ours and resolves when it answers as ours. */
export async function startOwnServer(
  kind: ServerKind,
  plan: ServerPlan,
  context: StoreContext,
): Promise<RunningStore | Refusal> {
  const previousPort = readPortFile(context.place, context.store)?.port;
  const preferredPort = previousPort ?? plan.preferredPort;
  for (let attempt = 1; attempt <= portAttemptsMax; attempt += 1) {
    context.signal.throwIfAborted();
    const port = await freePort(preferredPort);
    const child = await spawnServer(plan, port, context);
    if (child.pid === undefined) return { refused: `${plan.binary} cannot be run` };
    const moved =
      port === preferredPort || preferredPort === 0 ? '' : `; port ${preferredPort} is busy, so it listens on ${port}`;
    const portFile: PortFile = {
      pid: child.pid,
      port,
      url: plan.url(port),
      provider: plan.provider,
      dataFolder: plan.dataFolder,
      note: plan.note,
      owner: thisProcess(),
    };
    writePortFile(context.place, context.store, portFile);
    const failure = await waitUntilReady(kind, portFile, child, context);
    if (failure === null) await kind.prepare(portFile.url);
    if (failure === null)
      return { url: portFile.url, note: `${plan.note}${moved}`, stop: () => stopOwnServer(kind, portFile, context) };
    await stopOwnServer(kind, portFile, context);
    context.signal.throwIfAborted();
    // Somebody took the port between our look and the server's: another one then.
    if (!/in use|EADDRINUSE/i.test(failure)) return { refused: failure };
  }
  return { refused: `no port could be kept in ${portAttemptsMax} attempts` };
}

/** Takes over, or borrows, an instance that an earlier or another process of this checkout left running. */
export async function reuseOwnServer(kind: ServerKind, context: StoreContext): Promise<RunningStore | Refusal> {
  const portFile = readPortFile(context.place, context.store);
  if (portFile === null) return { refused: 'none was started' };
  if (!isAlive(portFile.pid)) return { refused: 'the last one has ended' };
  const isOurs = await answersAsOurs(kind, portFile, context.signal);
  if (!isOurs) {
    // The process works on our data and yet does not serve it: it would keep the next one out.
    if (worksOn(portFile.pid, portFile.dataFolder)) await endProcess(portFile.pid, kind.stopSignal, kind.stopTimeoutMs);
    return { refused: `process ${portFile.pid} is not this checkout's server` };
  }
  await kind.prepare(portFile.url);
  if (isOwnerAlive(portFile)) {
    return {
      url: portFile.url,
      note: `${portFile.note}; kept by process ${portFile.owner.pid}`,
      stop: () => Promise.resolve(),
    };
  }
  const adopted = { ...portFile, owner: thisProcess() };
  writePortFile(context.place, context.store, adopted);
  return {
    url: adopted.url,
    note: `${adopted.note}; was still running`,
    stop: () => stopOwnServer(kind, adopted, context),
  };
}

/** Opens a log of the store's own, fresh at each start. */
function openServerLog(context: StoreContext): { readonly path: string; readonly descriptor: number } {
  const path = join(context.place.profileDirectory, `${context.store}.log`);
  const descriptor = openSync(path, 'w', 0o644);
  const { user } = context.place;
  if (user !== null) chownSync(path, user.uid, user.gid);
  return { path, descriptor };
}

async function spawnServer(plan: ServerPlan, port: number, context: StoreContext): Promise<ChildProcess> {
  const log = openServerLog(context);
  const { user } = context.place;
  // A process group of its own: the terminal's Ctrl-C reaches us alone, and we stop the stores in order.
  const child = spawn(plan.binary, [...plan.args(port)], {
    cwd: plan.dataFolder,
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
    env: plan.env ?? serverEnvironment(context),
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  });
  closeSync(log.descriptor);
  await new Promise<void>((resolve) => {
    child.once('spawn', resolve).once('error', () => resolve());
  });
  child.unref();
  return child;
}

/** Servers get no secrets of ours, and messages in a language that we can recognise. */
export function serverEnvironment(context: StoreContext): NodeJS.ProcessEnv {
  const { env } = context.machine;
  return { PATH: env['PATH'], TMPDIR: env['TMPDIR'], TZ: 'UTC', LC_ALL: 'C', HOME: context.place.dataDirectory };
}

/** Null when the server answers; else why not. */
async function waitUntilReady(
  kind: ServerKind,
  portFile: PortFile,
  child: ChildProcess,
  context: StoreContext,
): Promise<string | null> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (context.signal.aborted) return 'interrupted';
    if (child.exitCode !== null || child.signalCode !== null) return `it ended at once: ${logTail(context)}`;
    if (await isAnswering(kind, portFile)) return null;
    await delay(25);
  }
  return `it did not answer within ${startTimeoutMs / 1_000} s: ${logTail(context)}`;
}

async function answersAsOurs(kind: ServerKind, portFile: PortFile, signal: AbortSignal): Promise<boolean> {
  // A server that another start has only just spawned needs a moment.
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && isAlive(portFile.pid) && !signal.aborted) {
    if (await isAnswering(kind, portFile)) return true;
    if (!worksOn(portFile.pid, portFile.dataFolder)) return false;
    await delay(100);
  }
  return false;
}

async function isAnswering(kind: ServerKind, portFile: PortFile): Promise<boolean> {
  try {
    return realPath(await kind.identify(portFile.url)) === realPath(portFile.dataFolder);
  } catch {
    return false;
  }
}

/** Asks the server to end, insists, and forgets it. */
export async function stopOwnServer(
  kind: ServerKind,
  portFile: PortFile,
  { store, place }: Pick<StoreContext, 'store' | 'place'>,
): Promise<void> {
  if (worksOn(portFile.pid, portFile.dataFolder)) await endProcess(portFile.pid, kind.stopSignal, kind.stopTimeoutMs);
  removePortFile(place, store);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function logTail(context: StoreContext): string {
  const lines = readFileSync(join(context.place.profileDirectory, `${context.store}.log`), 'utf8')
    .trim()
    .split('\n');
  const telling = lines.filter((line) => /fatal|error|cannot|could not|in use|not found|failed/i.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? '').slice(0, 300);
}
