import { join } from 'node:path';
import type { ServiceRole } from '@hub/prisma/roles';
import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import type { Environment } from '@hub/runtime/config';
import { roleOfSubgraph } from '@hub/runtime/database';
import { databaseAddressFrom, databaseUrlsOf, rolePasswordsFrom } from '@hub/runtime/service';
import { distributedPoolSize } from './connection-budget.js';
import type { ProcessPlan } from './supervise.js';

export interface PlansOptions {
  readonly root: string;
  /** Everything that the product as a whole reads. */
  readonly env: Environment;
  readonly supergraphFile: string;
  readonly gatewayPort: number;
  readonly subgraphPorts: Readonly<Record<SubgraphName, number>>;
  /** Where the worker shows how it is. */
  readonly workerPort: number;
  /** Where the others do, each on a port of its own; null when they are not to. */
  readonly operationsPorts: Readonly<Record<SubgraphName | 'gateway', number>> | null;
}

/** Secrets that only some of the processes may hold. Variables of libpq would sign in where ours do not. */
const guarded =
  /^(INTERNAL_SECRET_|IDENTITY_SIGNING_KEY$|DATABASE_|PG[A-Z]+$|FIELD_ENCRYPTION_KEY$|DOWNLOAD_LINK_KEY$|MONGODB_URL$|MAIL_SMTP_URL$)/;

/** Signs access tokens and audit files; encrypts contact data; signs links to audit files and pictures of people. */
const secretsOfIdentity = ['IDENTITY_SIGNING_KEY', 'FIELD_ENCRYPTION_KEY', 'DOWNLOAD_LINK_KEY'];

/** Signs links to documents of archives. */
const secretsOfWorkspace = ['DOWNLOAD_LINK_KEY'];

/** Keys of stored credentials and of links to files; the worker runs the jobs that need them. */
const secretsOfTenders = ['FIELD_ENCRYPTION_KEY', 'DOWNLOAD_LINK_KEY'];

/** The seven processes, each with what it needs and no secret more: its own database role's URL, and the gateway
 * none. */
export function processPlans({
  root,
  env,
  supergraphFile,
  gatewayPort,
  subgraphPorts,
  workerPort,
  operationsPorts,
}: PlansOptions): readonly ProcessPlan[] {
  const common = Object.fromEntries(Object.entries(env).filter(([name]) => !guarded.test(name)));
  const pick = (...names: readonly string[]): Environment => Object.fromEntries(names.map((name) => [name, env[name]]));
  const databaseUrls = databaseUrlsOf(databaseAddressFrom(env), rolePasswordsFrom(env));
  const storesAs = (role: ServiceRole): Environment => ({
    ...pick('DATABASE_PREPARED_STATEMENTS', 'DATABASE_CONNECT_TIMEOUT_MS', 'MONGODB_URL'),
    DATABASE_POOL_SIZE: env['DATABASE_POOL_SIZE'] ?? String(distributedPoolSize),
    DATABASE_URL: databaseUrls[role],
  });
  const operationsOf = (name: SubgraphName | 'gateway'): Environment =>
    operationsPorts === null ? {} : { OPERATIONS_PORT: String(operationsPorts[name]) };
  const secretOf = (name: SubgraphName): string => `INTERNAL_SECRET_${name.toUpperCase()}`;
  const addressOf = (name: SubgraphName): string => `http://127.0.0.1:${subgraphPorts[name]}`;

  const subgraphs = subgraphNames.map((name) => ({
    name,
    entry: join(root, 'subgraphs', name, 'src', 'index.ts'),
    env: {
      ...common,
      ...operationsOf(name),
      ...storesAs(roleOfSubgraph[name]),
      ...pick(
        secretOf(name),
        ...(name === 'identity' ? secretsOfIdentity : []),
        ...(name === 'tenders' ? secretsOfTenders : []),
        ...(name === 'workspace' ? secretsOfWorkspace : []),
      ),
      HOST: '127.0.0.1',
      PORT: String(subgraphPorts[name]),
    },
  }));
  const worker = {
    name: 'worker',
    entry: join(root, 'infra', 'worker', 'src', 'index.ts'),
    env: {
      ...common,
      ...storesAs('svc_worker'),
      ...pick(...secretsOfTenders, 'MAIL_SMTP_URL'),
      WORKER_PORT: String(workerPort),
    },
  };
  const gateway = {
    name: 'gateway',
    entry: join(root, 'gateway', 'src', 'index.ts'),
    env: {
      ...common,
      ...operationsOf('gateway'),
      // It opens, shows and takes the files that identity and tenders sign links for.
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
