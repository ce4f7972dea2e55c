/** Those who wait for a connection. */
export interface WaitingRoom {
  /** A promise that rejects when somebody has waited for too long, and how to leave. */
  enter(): { readonly givenUp: Promise<never>; readonly leave: () => void };
  /** Call it each time that so much has passed. */
  tick(ms: number): void;
}

/** How long one may wait. */
export interface WaitingRoomOptions {
  /** 0 waits for ever. */
  readonly patienceMs: number;
  /** When a wait is suspicious, and whom to tell. */
  readonly suspicionMs: number;
  readonly onSuspicion: () => void;
}

/** The words by which callers of the pool know that the database cannot be reached. */
const tooLong = 'timeout exceeded when trying to connect';

/** Counts waits in ticks: what this process slept through was no waiting, and the connection may be there by now. */
export function openWaitingRoom({ patienceMs, suspicionMs, onSuspicion }: WaitingRoomOptions): WaitingRoom {
  const waiting = new Set<{ waitedMs: number; readonly giveUp: (error: Error) => void }>();
  return {
    enter() {
      const { promise: givenUp, reject: giveUp } = Promise.withResolvers<never>();
      const one = { waitedMs: 0, giveUp };
      waiting.add(one);
      return { givenUp, leave: () => void waiting.delete(one) };
    },
    tick(ms) {
      for (const one of waiting) {
        one.waitedMs += ms;
        if (one.waitedMs === suspicionMs) onSuspicion();
        if (patienceMs > 0 && one.waitedMs >= patienceMs) one.giveUp(new Error(tooLong));
      }
    },
  };
}
