import { hungWaitMs } from './hung.js';

/** Waits for a condition instead of for a time. @throws Error when it has not come true long after it should have. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedAt > hungWaitMs)
      throw new Error(`The condition did not come true within ${hungWaitMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
