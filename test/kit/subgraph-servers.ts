import { randomBytes } from 'node:crypto';
import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import { createSubgraphServer } from '@hub/runtime/graphql';
import { createHealth, registerHealthRoutes } from '@hub/runtime/health';
import { probesOf } from '@hub/runtime/service';
import type { TestHub } from './hub.js';

/** One subgraph behind HTTP on a port of its own, as in a distributed installation. */
export interface ServedSubgraph {
  readonly name: SubgraphName;
  readonly url: string;
  readonly secret: Uint8Array;
}

/** The subgraphs of a hub, each also behind HTTP with a secret of its own. */
export interface ServedSubgraphs {
  readonly served: Readonly<Record<SubgraphName, ServedSubgraph>>;
  close(): Promise<void>;
}

/** Serves all five from this process: the same server and the same check of tokens as the real processes have. */
export async function serveSubgraphs({ hub }: TestHub): Promise<ServedSubgraphs> {
  const open = await Promise.all(
    subgraphNames.map(async (name) => {
      const { subgraph, stores } = hub.subgraphs[name];
      const secret = new Uint8Array(randomBytes(32));
      const app = await createSubgraphServer({
        subgraph,
        scopeOf: stores.scopeOf,
        onMasked: () => undefined,
        internalSecret: secret,
      });
      const health = createHealth({ probes: probesOf(stores) });
      registerHealthRoutes(app, { health });
      const url = await app.listen({ host: '127.0.0.1', port: 0 });
      health.started();
      return { app, served: { name, url, secret } };
    }),
  );
  const find = (name: SubgraphName): ServedSubgraph => {
    const found = open.find(({ served }) => served.name === name);
    if (found === undefined) throw new Error(`${name} is not served.`);
    return found.served;
  };
  return {
    served: {
      identity: find('identity'),
      tenders: find('tenders'),
      workspace: find('workspace'),
      insights: find('insights'),
      analytics: find('analytics'),
    },
    async close() {
      await Promise.all(open.map(({ app }) => app.close()));
    },
  };
}
