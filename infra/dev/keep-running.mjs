// What a supervisor does in production, for `npm start`: a hub that crashed is started again. No syntax newer than Node 18.

import { createRestartLimit } from './restart-limit.mjs';

/** Exit codes after which another start would change nothing: stopped, wrong usage, wrong configuration, interrupted. */
const finalCodes = new Set([0, 64, 78, 129, 130, 143]);

/**
 * Runs the product until it ends in order, or until it has crashed too often. A product that never came up is not started
 * again: what kept it from starting is on the screen.
 */
export async function keepRunning({ start, isStopping, pause, clearUp, say, now = Date.now }) {
  const limit = createRestartLimit(now);
  let wasUp = false;
  for (;;) {
    const code = await start(() => {
      wasUp = true;
    });
    if (finalCodes.has(code) || !wasUp || isStopping()) return finish(code, clearUp);
    const crash = `The hub ended unexpectedly (exit code ${code})`;
    const restart = limit.next();
    if (restart === null) {
      say(`${crash} ${limit.usedUp}. It is not started again: look at .data/start/hub.log.`);
      return finish(code, clearUp);
    }
    say(`${crash}. Starting it again in ${restart.waitMs / 1_000} s (${restart.count}).`);
    await pause(restart.waitMs);
    if (isStopping()) return finish(code, clearUp);
    limit.restarted();
  }
}

/** A product that was killed could not stop its stores; the next run takes them over, but there is none. */
async function finish(code, clearUp) {
  if (code !== 0) await clearUp();
  return code;
}
