/** Counts the restarts of one process. */
export interface RestartLimit {
  /** How long to wait before the next restart, and which it is; null when there have been too many. */
  next(): { readonly waitMs: number; readonly count: string } | null;
  /** Call it when the process is started again. */
  restarted(): void;
  /** Which crash it is after which the process is not started again. */
  readonly usedUp: string;
}

/** @param now - milliseconds; `Date.now` when left out. */
export declare function createRestartLimit(now?: () => number): RestartLimit;
