/** Shows what is going on, one line a step with the time it took. */
export interface Steps {
  /** Runs a step; its messages appear below it while it runs. */
  readonly run: <T>(title: string, step: (log: (message: string) => void) => Promise<T>) => Promise<T>;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

const tickMs = 500;

/** On a terminal the running step's line counts the seconds; in a log file each line is written once. */
export function createSteps(
  screen: Screen = process.stdout,
  now: () => number = performance.now.bind(performance),
): Steps {
  const isLive = screen.isTTY === true;
  return {
    async run(title, step) {
      const startedAt = now();
      const elapsed = (): string => `${((now() - startedAt) / 1_000).toFixed(1)} s`;
      const clear = isLive ? '\r\u001b[2K' : '';
      const show = (): void => {
        screen.write(`${clear}  ... ${title} ${elapsed()}`);
      };
      if (isLive) show();
      const timer = isLive ? setInterval(show, tickMs) : undefined;
      try {
        const result = await step((message) => {
          screen.write(`${clear}      ${message}\n`);
          if (isLive) show();
        });
        screen.write(`${clear}  ok  ${title} ${elapsed()}\n`);
        return result;
      } catch (error) {
        screen.write(`${clear}  --  ${title} ${elapsed()}\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
