/** Milliseconds that work takes, whether it succeeds or not by itself; rethrows. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const controlMs = 100;

/**
 * Milliseconds that work takes, less what this busy machine held up a plain timer of 100 ms that ran beside it. The
 * control shares the event loop and the processor, so the bound on the work itself can stay as tight as it is promised.
 */
export async function timedBesideControl(work: () => Promise<unknown>): Promise<number> {
  const control = timed(() => new Promise((resolve) => setTimeout(resolve, controlMs)));
  const took = await timed(work);
  return took - Math.max(0, (await control) - controlMs);
}

/** The middle of some numbers. @throws Error for none. */
export function median(numbers: readonly number[]): number {
  const middle = numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing.');
  return middle;
}
