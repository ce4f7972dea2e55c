import { countIncident, type Logger } from '../telemetry/telemetry.js';

const watchEveryMs = 250;
const blockedMs = 1_000;

/** Logs and counts each time that the event loop stood still for a second or longer. Answers how to stop watching. */
export function watchEventLoop(logger: Logger): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const lateMs = Math.round(now - last - watchEveryMs);
    last = now;
    if (lateMs < blockedMs) return;
    countIncident('event_loop_blocked');
    logger.warn({ event: 'event_loop_blocked', lateMs }, 'The event loop stood still.');
  }, watchEveryMs).unref();
  return () => clearInterval(timer);
}
