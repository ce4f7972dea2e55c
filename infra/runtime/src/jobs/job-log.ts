/** What a crew knows of its own jobs, beside what the database says about them. */
export interface JobLog {
  started(id: string): void;
  /** Its work is done; that it ended is still to come. */
  succeeded(id: string): void;
  /** Ended, well or not; the database hears of it some milliseconds later, or much later while it is away. */
  ended(id: string): void;
  /** Jobs that ended well lately. */
  lately(): readonly string[];
  /** Jobs that run, and those that ended so lately that the database may not know yet. */
  held(): readonly string[];
}

/** An end is written after some milliseconds, with others; longer ago it has been written, or the crew has failed. */
const succeededMax = 1_000;
/** Longer than a statement of the queue and its tries again may take. */
const endedForMs = 30_000;

/** @param clock - milliseconds; tests hold it in their hands. */
export function createJobLog(clock: () => number = () => performance.now()): JobLog {
  const running = new Set<string>();
  const endedAt = new Map<string, number>();
  const succeeded: string[] = [];
  return {
    started(id) {
      running.add(id);
      endedAt.delete(id);
    },
    succeeded(id) {
      succeeded.push(id);
      if (succeeded.length > succeededMax) succeeded.shift();
    },
    ended(id) {
      running.delete(id);
      // Made anew, so that the oldest stay in front.
      endedAt.delete(id);
      endedAt.set(id, clock());
    },
    lately: () => succeeded,
    held() {
      for (const [id, at] of endedAt) {
        if (clock() - at < endedForMs) break;
        endedAt.delete(id);
      }
      return [...running, ...endedAt.keys()];
    },
  };
}
