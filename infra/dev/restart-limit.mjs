// How often a process that crashed is started again, and when. No syntax newer than Node 18.

/** So many restarts within the window; what crashes more often needs a person. */
const restartsMax = 5;
const windowMs = 600_000;
const firstWaitMs = 1_000;
const waitMaxMs = 30_000;

/** @param {() => number} now */
export function createRestartLimit(now = Date.now) {
  let restarts = [];
  return {
    next() {
      restarts = restarts.filter((at) => now() - at < windowMs);
      if (restarts.length >= restartsMax) return null;
      const waitMs = Math.min(firstWaitMs * 2 ** restarts.length, waitMaxMs);
      const count = `restart ${restarts.length + 1} of ${restartsMax} within ${windowMs / 60_000} minutes`;
      return { waitMs, count };
    },
    restarted() {
      restarts.push(now());
    },
    usedUp: `for the ${restartsMax + 1}th time within ${windowMs / 60_000} minutes`,
  };
}
