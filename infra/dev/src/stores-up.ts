// Starts the three stores, prints their addresses as JSON on the last line, and keeps them until SIGTERM or Ctrl-C.
import { parseArgs } from 'node:util';
import { checkoutRoot } from './checkout-root.js';
import { renderStoreTable, startStores } from './stores/start-stores.js';

const { values } = parseArgs({
  options: { profile: { type: 'string', default: 'test' }, root: { type: 'string', default: checkoutRoot } },
});
const interruption = new AbortController();
const ended = new Promise<void>((resolve) => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      interruption.abort(new Error('interrupted'));
      resolve();
    });
  }
});
// Signal handlers alone do not keep a process alive.
const keepAlive = setInterval(() => undefined, 60_000);

try {
  const stores = await startStores({
    root: values.root,
    profile: values.profile,
    signal: interruption.signal,
    log: (message) => process.stderr.write(`${message}\n`),
  });
  process.stdout.write(`${renderStoreTable(stores.rows)}\n`);
  process.stdout.write(
    `${JSON.stringify({ DATABASE_URL: stores.postgres.url, REDIS_URL: stores.redis.url, MONGODB_URL: stores.mongodb.url })}\n`,
  );
  await ended;
  await stores.stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
} finally {
  clearInterval(keepAlive);
}
