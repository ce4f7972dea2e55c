/** A poll that has not said for so long that it lives is dead, and another process may take over. */
export const leaseMs = 30_000;

const renewEveryMs = leaseMs / 3;

/**
 * Works while saying again and again that it does: a page may take minutes. When this ends nothing is said any more, so
 * that it cannot overwrite what comes next. A lease that could not be renewed is renewed the next time.
 */
export async function whileHeld<T>(renew: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = renew().catch(() => undefined);
  }, renewEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await renewal;
  }
}
