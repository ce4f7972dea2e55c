import PQueue from 'p-queue';

/** Lets a few searches run at a time. The others wait in line, rather than that all slow each other down. */
export interface SearchLimiter {
  /** Does the work when it is its turn; at the front of the line when it goes on with a search that has had one. */
  run<Answer>(work: () => Promise<Answer>, options?: { isContinuation: boolean }): Promise<Answer>;
}

// Nearly all searches take less. One that does not goes on, but whoever waits does not wait for it.
const slotMs = 50;

/** @param atOnce - how many searches run at a time, beside those that have been running for long. */
export function createSearchLimiter(atOnce: number): SearchLimiter {
  const line = new PQueue({ concurrency: atOnce });
  return {
    async run(work, options) {
      const begun = await line.add(
        async () => {
          const answer = work();
          await atMost(slotMs, answer);
          return { answer };
        },
        { priority: options?.isContinuation === true ? 1 : 0 },
      );
      return begun.answer;
    },
  };
}

function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(done, done);
  });
}
