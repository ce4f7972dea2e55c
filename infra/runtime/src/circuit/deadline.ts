import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Gives up on work after a time. The work itself cannot be called back; its late result is dropped.
 *
 * A process that stands still, be it for a parse or because its machine has other things to do, finds its timers before
 * the answers that have arrived meanwhile. So those are read first, and nobody is taken for silent who has answered.
 *
 * @param late - what it then rejects with.
 */
export async function withDeadline<T>(timeoutMs: number, work: () => Promise<T>, late: () => Error): Promise<T> {
  // Before the timer: work may throw at once, and a timer left behind would later reject with nobody listening.
  const running = work();
  running.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const giveUp = async (): Promise<void> => {
      // What is answered on one connection may have to be read in two turns.
      await nextTurn();
      await nextTurn();
      reject(late());
    };
    timer = setTimeout(() => void giveUp(), timeoutMs);
  });
  try {
    return await Promise.race([running, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
