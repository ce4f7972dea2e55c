import type { BulkPool } from '@hub/runtime/database';
import { openImportWeb, type ImportWeb } from '../modules/imports/web/import-web.js';
import { guardedAgent, machineClock, createPacer } from '../source-http/index.js';

// Two a second: whom a file points at has not asked for us.
const requestsPerHour = 7_200;

/** Opens the way to the web for one command, ends what is left of it afterwards. */
export async function withWeb<Value>(
  options: { pool: BulkPool; hostsAllowed: readonly string[]; signal: AbortSignal },
  work: (web: ImportWeb) => Promise<Value>,
): Promise<Value> {
  const { hostsAllowed } = options;
  const dispatcher = guardedAgent({ hostsAllowed });
  const pacer = createPacer({ requestsPerHour, pacedUntil: null });
  const web = openImportWeb({ ...options, dispatcher, pacer, clock: machineClock });
  try {
    return await work(web);
  } finally {
    await web.close();
    await dispatcher.close();
  }
}
