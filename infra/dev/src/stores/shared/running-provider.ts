import type { Provider, StoreName } from '../provider.js';
import { reuseOwnServer, type ServerKind } from './own-server.js';
import { readPortFile } from './port-file.js';
import { isAlive } from './process-table.js';

/** The instance that this checkout already started, if its port file answers. */
export function runningProvider(store: StoreName, kind: ServerKind): Provider {
  return {
    name: 'running',
    store,
    examine: async ({ place }) => {
      const portFile = readPortFile(place, store);
      if (portFile === null) return { refused: 'none was started' };
      return isAlive(portFile.pid)
        ? { usable: `process ${portFile.pid} on port ${portFile.port}` }
        : { refused: 'the last one has ended' };
    },
    tryStart: (context) => reuseOwnServer(kind, context),
  };
}
