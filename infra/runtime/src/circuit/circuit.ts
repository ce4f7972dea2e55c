import type { StoreWatch } from '../telemetry/outages.js';

export { withDeadline } from './deadline.js';

/**
 * `closed`: operations run. `suspect`: one has just failed, a probe is finding out. `open`: known to be away.
 * Operations are refused at once in the last two.
 */
export type CircuitState = 'closed' | 'suspect' | 'open';

/** Thrown by {@link Circuit.run} without trying, while the circuit is not closed. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError';
}

/** How a circuit watches what may go away: a store, or a subgraph in another process. */
export interface CircuitOptions {
  /**
   * Resolves when the store answers. Must settle within a bounded time by itself. With a probe one failure is enough to
   * refuse others; without one an operation is let through now and then instead, and its end decides.
   */
  readonly probe?: () => Promise<void>;
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
  /** Told of each failure and of what the circuit found out, for the log. */
  readonly watch?: StoreWatch;
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
 * Makes a circuit: after an outage nobody waits for the store again until it has been reached.
 *
 * With a probe one failed operation is enough to stop sending others (`suspect`), because each of them would wait its full
 * timeout; the probe then decides within its own bound. Probing runs on unreferenced timers and never keeps a process
 * alive. Without a probe operations are sent until `failuresMax` of them have failed in a row.
 */
export function createCircuit(options: CircuitOptions): Circuit {
  return new ProbingCircuit(options);
}

class ProbingCircuit implements Circuit {
  readonly #options: CircuitOptions;
  readonly #failuresMax: number;
  #state: CircuitState;
  #failures: number;
  #timer: NodeJS.Timeout | undefined;
  #probing: Promise<void> | undefined;
  /** Without a probe: the next operation is let through. */
  #isTrialDue = false;
  #isStopped = false;

  constructor(options: CircuitOptions) {
    const { failuresMax = 5, initialState = 'closed' } = options;
    this.#options = options;
    this.#failuresMax = failuresMax;
    this.#state = initialState;
    this.#failures = initialState === 'open' ? failuresMax : 0;
    if (initialState === 'open') this.#schedule();
  }

  get state(): CircuitState {
    return this.#state;
  }

  async run<T>(operation: () => Promise<T>): Promise<T> {
    const isTrial = this.#state !== 'closed' && this.#isTrialDue;
    if (this.#state !== 'closed' && !isTrial) {
      this.#options.watch?.failed();
      throw new CircuitOpenError('The store is away.');
    }
    this.#isTrialDue = false;
    try {
      const result = await operation();
      this.#answered(isTrial);
      return result;
    } catch (error) {
      if (this.#options.isOutage(error)) {
        this.#options.watch?.failed();
        this.#failed(error);
      } else if (isTrial) this.#close();
      throw error;
    }
  }

  async probeNow(): Promise<void> {
    // A probe under way may have begun before there was anything to reach.
    await this.#probing;
    clearTimeout(this.#timer);
    await this.#check();
  }

  trip(): void {
    this.#failed(new Error('The connection was closed.'));
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #answered(isTrial: boolean): void {
    if (isTrial) this.#close();
    if (this.#state !== 'closed') return;
    this.#failures = 0;
    this.#options.watch?.answered();
  }

  #failed(cause: unknown): void {
    if (this.#isStopped) return;
    this.#failures = Math.min(this.#failures + 1, this.#failuresMax);
    if (this.#failures >= this.#failuresMax) this.#enter('open');
    else if (this.#options.probe !== undefined) this.#enter('suspect');
    if (this.#state === 'open') this.#options.watch?.away(cause);
    if (this.#state !== 'closed') this.#schedule();
  }

  #close(): void {
    clearTimeout(this.#timer);
    // One short of the limit: should the next operation fail again, the circuit opens without another four tries.
    this.#failures = this.#failuresMax - 1;
    this.#enter('closed');
    this.#options.watch?.answered();
  }

  #enter(next: CircuitState): void {
    if (next === this.#state) return;
    this.#state = next;
    this.#options.onState?.(next);
  }

  /** At once when a probe can tell whether the store is away at all. */
  #schedule(): void {
    if (this.#isStopped || this.#probing !== undefined) return;
    const { probeIntervalMs = 500 } = this.#options;
    clearTimeout(this.#timer);
    this.#isTrialDue = false;
    this.#timer = setTimeout(() => void this.#check(), this.#state === 'open' ? probeIntervalMs : 0).unref();
  }

  async #check(): Promise<void> {
    if (this.#isStopped || this.#state === 'closed') return;
    const { probe } = this.#options;
    if (probe === undefined) this.#isTrialDue = true;
    else await (this.#probing ??= this.#probe(probe));
  }

  async #probe(reach: () => Promise<void>): Promise<void> {
    try {
      await reach();
      await this.#options.beforeClose?.();
    } catch (error) {
      this.#probing = undefined;
      return this.#failed(error);
    }
    this.#probing = undefined;
    if (!this.#isStopped) this.#close();
  }
}
