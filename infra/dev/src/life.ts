/** The life of one command: how it learns that it should end, and what it has to clean up. */
export interface Life {
  /** Aborted by Ctrl-C, by a termination signal, and when the process that called us is gone. */
  readonly signal: AbortSignal;
  /** Registers what must be undone at the end, whatever the reason. Undone in reverse order. */
  readonly onEnd: (undo: () => Promise<void>) => void;
  /** Resolves when the command should end. */
  readonly ending: Promise<void>;
  /** Ends the command in order, but as failed: this process may no longer be sound, and another should take its place. */
  readonly fail: () => void;
}

const forcedExitCode = 130;
const failedExitCode = 1;
/** A process that is not sound may never finish its stopping. */
const failingMaxMs = 20_000;
const endSignals = ['SIGINT', 'SIGTERM'] as const;
/** npm passes on a signal that its whole process group got already: the second of two so close together is the first. */
const sameSignalMs = 2_000;
/** What ends in order has so long in all; the stores, which were there first, then still have time to end. */
const orderMaxMs = 5_000;

/**
 * Runs a command from beginning to end. Its number is the exit code. A first Ctrl-C ends it in order, within ten seconds; a
 * second one at once, and then what runs on is found again by the next start.
 */
export async function live(command: (life: Life) => Promise<number>): Promise<void> {
  const interruption = new AbortController();
  const cleanups: (() => Promise<void>)[] = [];
  const ending = new Promise<void>((resolve) => {
    interruption.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let endedAtMs = 0;
  const end = (): void => {
    if (interruption.signal.aborted && performance.now() - endedAtMs < sameSignalMs) return;
    if (interruption.signal.aborted) process.exit(forcedExitCode);
    endedAtMs = performance.now();
    interruption.abort(new InterruptedError());
  };
  let hasFailed = false;
  const fail = (): void => {
    if (interruption.signal.aborted) return;
    hasFailed = true;
    setTimeout(() => process.exit(failedExitCode), failingMaxMs).unref();
    end();
  };
  for (const name of endSignals) process.on(name, end);
  process.on('SIGHUP', () => undefined);
  // The bootstrap's channel closes when the bootstrap is killed: nobody could stop us any more.
  process.once('disconnect', () => {
    if (!interruption.signal.aborted) end();
  });
  process.channel?.unref();
  // A reader that went away (`npm start | head`) is no reason to leave the stores running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // Pending promises alone do not keep a process alive.
  const keepAlive = setInterval(() => undefined, 60_000);
  try {
    const code = await command({
      signal: interruption.signal,
      onEnd: (undo) => {
        cleanups.push(undo);
      },
      ending,
      fail,
    });
    process.exitCode = hasFailed ? failedExitCode : code;
  } catch (error) {
    process.exitCode = interruption.signal.aborted && !hasFailed ? forcedExitCode : failedExitCode;
    if (!interruption.signal.aborted) process.stderr.write(`\n${describe(error)}\n`);
  } finally {
    await undoAll(cleanups);
    clearInterval(keepAlive);
    if (process.connected) process.disconnect();
  }
}

/** Tells the bootstrap that the product is up: from now on a crash is worth another start. */
export function tellStarted(): void {
  process.send?.({ event: 'started' });
}

/** Why a step gave up after Ctrl-C. */
export class InterruptedError extends Error {
  constructor() {
    super('interrupted');
    this.name = 'InterruptedError';
  }
}

/** Errors that a person can act on say so in their message; of the others the stack is worth more. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForPeople = ['NoStoreError', 'UnknownProviderError', 'ConfigError', 'UsageError'].includes(error.name);
  return isForPeople ? error.message : (error.stack ?? error.message);
}

async function undoAll(cleanups: readonly (() => Promise<void>)[]): Promise<void> {
  const outOfTime = new Promise<void>((resolve) => setTimeout(resolve, orderMaxMs).unref());
  for (const [index, undo] of cleanups.toReversed().entries()) {
    const isFirstMade = index === cleanups.length - 1;
    try {
      await (isFirstMade ? undo() : Promise.race([undo(), outOfTime]));
    } catch (error) {
      // The others still have to be undone.
      process.stderr.write(`While stopping: ${describe(error)}\n`);
    }
  }
}
