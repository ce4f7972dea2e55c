// Writes an export as the worker does and kills its own process after a number of pieces of the file.
import { filesFrom } from '@hub/runtime/files';
import { openSharedStores, openSubgraphStores, storeSettingsFrom } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';
import { writeExport } from '@hub/tenders/write-export';

const [exportId = '', teamId = '', pieces = '', now = ''] = process.argv.slice(2);
const logger = createLogger({ service: 'test', level: 'silent' });
const settings = storeSettingsFrom(process.env);
const shared = await openSharedStores(settings, logger);
const stores = openSubgraphStores({ name: 'tenders', settings, shared, logger, now: () => new Date(now) });
const { store } = filesFrom(process.env);
const scope = stores.scopeOf({ actor: { kind: 'system', name: 'test', teamId }, requestId: 'test' });

async function* deadly(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = Number(pieces);
  for await (const piece of content) {
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    left -= 1;
    yield piece;
  }
  process.kill(process.pid, 'SIGKILL');
}

await writeExport(
  { ...scope, store: { ...store, put: (path, content) => store.put(path, deadly(content)) } },
  exportId,
);
