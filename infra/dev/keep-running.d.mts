/** What is needed to keep a product running. */
export interface KeepRunningOptions {
  /** Runs the product once and resolves with its exit code; calls back when it has come up. */
  readonly start: (onStarted: () => void) => Promise<number>;
  /** True once somebody has told us to stop. */
  readonly isStopping: () => boolean;
  readonly pause: (waitMs: number) => Promise<unknown>;
  /** Stops what a product that was killed has left running. */
  readonly clearUp: () => Promise<unknown>;
  readonly say: (line: string) => void;
  /** Milliseconds; `Date.now` when left out. */
  readonly now?: () => number;
}

export declare function keepRunning(options: KeepRunningOptions): Promise<number>;
