/**
 * `closed`: operations run. `suspect`: one has just failed, a probe is finding out. `open`: known to be away.
 * Operations are refused at once in the last two.
 */
export type CircuitState = 'closed' | 'suspect' | 'open';

/** Thrown by {@link Circuit.run} without trying, while the circuit is not closed. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError';
}

/** How a circuit watches its store. */
export interface CircuitOptions {
  /** Resolves when the store answers. Must settle within a bounded time by itself. */
  readonly probe: () => Promise<void>;
  /** True for errors that say the store is away; an error of the caller's own making must not open the circuit. */
  readonly isOutage: (error: unknown) => boolean;
  /** Failures in a row, probes included, until the circuit counts as open. Default 5. */
  readonly failuresMax?: number;
  /** Pause between probes while open. Default 500. */
  readonly probeIntervalMs?: number;
  /** Runs after a good probe and before the circuit closes: work that had to wait. A rejection keeps it open. */
  readonly beforeClose?: () => Promise<void>;
  /** Where to begin: `open` for a store that has yet to be reached; it is probed after an interval, or at `probeNow`. Default `closed`. */
  readonly initialState?: 'closed' | 'open';
  /** Called on every change of state. Must not throw. */
  readonly onState?: (state: CircuitState) => void;
}

/** A guard round a store that may go away. */
export interface Circuit {
  readonly state: CircuitState;
  /**
   * Runs the operation when the circuit is closed.
   *
   * @throws {CircuitOpenError} at once when it is not; otherwise whatever the operation throws.
   */
  run<T>(operation: () => Promise<T>): Promise<T>;
  /** Probes now instead of at the next interval, because something hints that the store is back. Resolves when that is known; never rejects. */
  probeNow(): Promise<void>;
  /** Treats the store as away although no operation failed yet, for example because its connection closed. */
  trip(): void;
  /** Ends probing for good. */
  stop(): void;
}

/**
 * Makes a circuit: after the first outage nobody waits for the store again until a probe has reached it.
 *
 * One failed operation is enough to stop sending others (`suspect`), because each of them would wait its full timeout;
 * the probe then decides within its own bound. Probing runs on unreferenced timers and never keeps a process alive.
 */
export function createCircuit(options: CircuitOptions): Circuit {
  const {
    probe,
    isOutage,
    failuresMax = 5,
    probeIntervalMs = 500,
    beforeClose,
    initialState = 'closed',
    onState,
  } = options;
  let state: CircuitState = initialState;
  let failures = initialState === 'open' ? failuresMax : 0;
  let timer: NodeJS.Timeout | undefined;
  let probing: Promise<void> | undefined;
  let isStopped = false;

  function enter(next: CircuitState): void {
    if (next === state) return;
    state = next;
    onState?.(next);
  }

  function failed(): void {
    if (isStopped) return;
    failures = Math.min(failures + 1, failuresMax);
    enter(failures >= failuresMax ? 'open' : 'suspect');
    schedule(state === 'open' ? probeIntervalMs : 0);
  }

  function schedule(delayMs: number): void {
    if (isStopped || probing !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), delayMs);
    timer.unref();
  }

  async function check(): Promise<void> {
    if (isStopped || state === 'closed') return;
    probing ??= probeOnce();
    await probing;
  }

  async function probeOnce(): Promise<void> {
    const isBack = await probe()
      .then(() => beforeClose?.())
      .then(
        () => true,
        () => false,
      );
    probing = undefined;
    if (isStopped) return;
    if (!isBack) return failed();
    // One short of the limit: should the next operation fail again, the circuit opens without another four tries.
    failures = failuresMax - 1;
    enter('closed');
  }

  if (initialState === 'open') schedule(probeIntervalMs);

  return {
    get state() {
      return state;
    },
    async run(operation) {
      if (state !== 'closed') throw new CircuitOpenError('The store is away.');
      try {
        const result = await operation();
        if (state === 'closed') failures = 0;
        return result;
      } catch (error) {
        if (isOutage(error)) failed();
        throw error;
      }
    },
    async probeNow() {
      // A probe under way may have begun before there was anything to reach.
      await probing;
      clearTimeout(timer);
      await check();
    },
    trip: () => failed(),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
