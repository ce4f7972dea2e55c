import { openImportWeb, type ImportWeb } from '@hub/tenders/imports/import-web';
import { guardedAgent } from '@hub/tenders/sources';
import type pg from 'pg';

/** A way to the web that never waits, and its end. Only hosts named here may be private. */
export function testWeb(options: {
  pool: pg.Pool;
  hostsAllowed?: readonly string[];
  now?: () => Date;
  timeoutMs?: number;
  bodyBytesMax?: number;
}): { web: ImportWeb; close(): Promise<void> } {
  const { hostsAllowed = ['127.0.0.1'], now = () => new Date('2096-01-01T12:00:00Z'), ...rest } = options;
  const dispatcher = guardedAgent({ hostsAllowed });
  const web = openImportWeb({
    ...rest,
    hostsAllowed,
    dispatcher,
    pacer: { takeMs: () => 0, pacedUntil: () => null },
    signal: new AbortController().signal,
    clock: { now, random: () => 0, sleep: async () => undefined },
  });
  return {
    web,
    async close() {
      await web.close();
      await dispatcher.close();
    },
  };
}
