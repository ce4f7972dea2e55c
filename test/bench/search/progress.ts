/** Draws how far the build is, on one line of a terminal; elsewhere a line for each tenth. */
export function progressOf(total: number, before: number, say: (line: string) => void): (more: number) => void {
  const startedAt = performance.now();
  let done = before;
  let tenth = Math.floor((10 * done) / total);
  return (more) => {
    done += more;
    const seconds = ((performance.now() - startedAt) / 1_000 / (done - before)) * (total - done);
    const line = `${'█'.repeat((done * 30) / total).padEnd(30, '░')} ${Math.floor((100 * done) / total)}% | ${done.toLocaleString('en')} tenders | ${Math.ceil(seconds)} s left`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001B[K${done >= total ? '\n' : ''}`);
    else if (Math.floor((10 * done) / total) > tenth) say(line);
    tenth = Math.floor((10 * done) / total);
  };
}
