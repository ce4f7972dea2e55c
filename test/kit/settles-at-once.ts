/** True when work ends before the event loop turns: without waiting for any input or output, however slow the machine is. */
export function settlesAtOnce(work: Promise<unknown>): Promise<boolean> {
  const turned = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  const settled = work.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, turned]);
}
