/** How fast a source may be asked. */
export interface Pacer {
  /** Takes one request out of the allowance; answers how long to wait before making it. */
  takeMs(now: Date): number;
  /** Up to where the allowance is used up: keep it, and begin the next pacer with it. */
  pacedUntil(): Date | null;
}

const burstMax = 10;

/**
 * Spreads requests evenly over the hour, a short burst excepted (generic cell rate algorithm). Its whole state is one
 * moment, so a process that takes over goes on exactly where the one before stopped.
 */
export function createPacer({
  requestsPerHour,
  pacedUntil,
}: {
  requestsPerHour: number;
  pacedUntil: Date | null;
}): Pacer {
  const gapMs = 3_600_000 / requestsPerHour;
  const burstMs = burstMsOf(requestsPerHour);
  let until = pacedUntil?.getTime() ?? null;
  return {
    takeMs(now) {
      until = Math.max(until ?? 0, now.getTime()) + gapMs;
      return Math.max(0, Math.ceil(until - burstMs - now.getTime()));
    },
    pacedUntil: () => (until === null ? null : new Date(until)),
  };
}

/** The state of a pacer that makes everybody wait until a moment: for a source that asks to be left alone. */
export function pausedUntil(moment: Date, requestsPerHour: number): Date {
  return new Date(moment.getTime() + burstMsOf(requestsPerHour));
}

function burstMsOf(requestsPerHour: number): number {
  return (3_600_000 / requestsPerHour) * Math.min(burstMax, requestsPerHour);
}
