/** Time as polling sees it; tests set it and never wait. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 to 1, 1 excluded, that spreads retries. */
  random(): number;
}

/** The clock of the machine. */
export const machineClock: Clock = {
  now: () => new Date(),
  random: () => Math.random(),
  sleep(durationMs, signal) {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', abort);
        resolve();
      }, durationMs);
      signal.addEventListener('abort', abort, { once: true });
    });
  },
};
