import { join } from 'node:path';
import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import type { Environment } from '@hub/runtime/config';
import type { ProcessPlan } from './supervise.js';

export interface PlansOptions {
  readonly root: string;
  /** Everything that the product as a whole reads. */
  readonly env: Environment;
  readonly supergraphFile: string;
  readonly gatewayPort: number;
  readonly subgraphPorts: Readonly<Record<SubgraphName, number>>;
}

/** Secrets that only some of the processes may hold. */
const guarded =
  /^(INTERNAL_SECRET_|IDENTITY_SIGNING_KEY$|DATABASE_|FIELD_ENCRYPTION_KEY$|DOWNLOAD_LINK_KEY$|MONGODB_URL$)/;

/** The seven processes, each with what it needs and no secret more: the gateway has no database, for one. */
export function processPlans({
  root,
  env,
  supergraphFile,
  gatewayPort,
  subgraphPorts,
}: PlansOptions): readonly ProcessPlan[] {
  const common = Object.fromEntries(Object.entries(env).filter(([name]) => !guarded.test(name)));
  const pick = (...names: readonly string[]): Environment => Object.fromEntries(names.map((name) => [name, env[name]]));
  const stores = pick(
    'DATABASE_URL',
    'DATABASE_ROLE_PASSWORD',
    'DATABASE_POOL_SIZE',
    'MONGODB_URL',
    'FIELD_ENCRYPTION_KEY',
  );
  const secretOf = (name: SubgraphName): string => `INTERNAL_SECRET_${name.toUpperCase()}`;
  const addressOf = (name: SubgraphName): string => `http://127.0.0.1:${subgraphPorts[name]}`;

  const subgraphs = subgraphNames.map((name) => ({
    name,
    entry: join(root, 'subgraphs', name, 'src', 'index.ts'),
    env: {
      ...common,
      ...stores,
      ...pick(
        secretOf(name),
        ...(name === 'identity' ? ['IDENTITY_SIGNING_KEY'] : []),
        ...(name === 'tenders' ? ['DOWNLOAD_LINK_KEY'] : []),
      ),
      HOST: '127.0.0.1',
      PORT: String(subgraphPorts[name]),
    },
  }));
  // The worker runs the jobs of all subgraphs, identity's among them.
  const worker = {
    name: 'worker',
    entry: join(root, 'infra', 'dev', 'src', 'worker.ts'),
    env: { ...common, ...stores, ...pick('IDENTITY_SIGNING_KEY') },
  };
  const gateway = {
    name: 'gateway',
    entry: join(root, 'gateway', 'src', 'index.ts'),
    env: {
      ...common,
      // It opens the files that tenders signs links for.
      ...pick(...subgraphNames.map(secretOf), 'DOWNLOAD_LINK_KEY'),
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(gatewayPort),
      SUPERGRAPH_FILE: supergraphFile,
      JWKS_URL: `${addressOf('identity')}/.well-known/jwks.json`,
      ...Object.fromEntries(
        subgraphNames.map((name) => [`SUBGRAPH_URL_${name.toUpperCase()}`, `${addressOf(name)}/graphql`]),
      ),
    },
  };
  return [...subgraphs, worker, gateway];
}
