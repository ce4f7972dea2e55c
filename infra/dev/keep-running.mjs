// What a supervisor does in production, for `npm start`: a hub that crashed is started again. No syntax newer than Node 18.

/** So many restarts within the window; a hub that crashes more often needs a person. */
const restartsMax = 5;
const windowMs = 600_000;
const firstWaitMs = 1_000;
const waitMaxMs = 30_000;

/** Exit codes after which another start would change nothing: stopped, wrong usage, wrong configuration, interrupted. */
const finalCodes = new Set([0, 64, 78, 129, 130, 143]);

/**
 * Runs the product until it ends in order, or until it has crashed too often. A product that never came up is not started
 * again: what kept it from starting is on the screen.
 */
export async function keepRunning({ start, isStopping, pause, clearUp, say, now = Date.now }) {
  let restarts = [];
  let wasUp = false;
  for (;;) {
    const code = await start(() => {
      wasUp = true;
    });
    if (finalCodes.has(code) || !wasUp || isStopping()) return finish(code, clearUp);
    restarts = restarts.filter((at) => now() - at < windowMs);
    if (restarts.length >= restartsMax) {
      say(
        `The hub ended unexpectedly (exit code ${code}) for the ${restartsMax + 1}th time within ${windowMs / 60_000} minutes. It is not started again: look at .data/start/hub.log.`,
      );
      return finish(code, clearUp);
    }
    const waitMs = Math.min(firstWaitMs * 2 ** restarts.length, waitMaxMs);
    say(
      `The hub ended unexpectedly (exit code ${code}). Starting it again in ${waitMs / 1_000} s (restart ${restarts.length + 1} of ${restartsMax} within ${windowMs / 60_000} minutes).`,
    );
    await pause(waitMs);
    if (isStopping()) return finish(code, clearUp);
    restarts.push(now());
  }
}

/** A product that was killed could not stop its stores; the next run takes them over, but there is none. */
async function finish(code, clearUp) {
  if (code !== 0) await clearUp();
  return code;
}
