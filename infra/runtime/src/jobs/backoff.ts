/** Milliseconds to wait before the next start, given the failures in a row (1 for the first). */
export function restartDelayMs(failures: number, random: () => number = Math.random): number {
  const longest = Math.min(500 * 2 ** (failures - 1), 30_000);
  // Not all workers of an outage come back in the same moment.
  return Math.round(longest * (0.5 + random() / 2));
}
