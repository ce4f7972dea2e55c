import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import type { Life } from '../life.js';
import { freePort } from '../stores/shared/port.js';
import type { Environment } from '@hub/runtime/config';
import { processPlans } from './process-plans.js';
import { supervise } from './supervise.js';

export interface BootDistributedOptions {
  readonly root: string;
  readonly env: Environment;
  readonly supergraphFile: string;
  readonly port: number;
  readonly life: Life;
  /** Receives what the processes say, one line at a time. */
  readonly log: (line: string) => void;
}

const firstSubgraphPort = 4001;
const nameWidth = 10;

/**
 * Starts gateway, five subgraphs and worker as seven processes and resolves with the gateway's address when all have
 * started. With the life the gateway drains first, so that its last answers still find their subgraphs.
 */
export async function bootDistributed({
  root,
  env,
  supergraphFile,
  port,
  life,
  log,
}: BootDistributedOptions): Promise<string> {
  const ports = await Promise.all(subgraphNames.map((_, index) => freePort(firstSubgraphPort + index)));
  const [identity = 0, tenders = 0, workspace = 0, insights = 0, analytics = 0] = ports;
  const subgraphPorts = { identity, tenders, workspace, insights, analytics };
  const workerPort = await freePort(firstSubgraphPort + subgraphNames.length);
  const operationsPorts = await operationsPortsFrom(env);
  if (operationsPorts !== null) log(`Metrics and health of each process: ${JSON.stringify(operationsPorts)}`);
  const ownUrl = { PUBLIC_URL: `http://127.0.0.1:${port}` };
  const plans = processPlans({
    root,
    env: { ...ownUrl, ...env },
    supergraphFile,
    gatewayPort: port,
    subgraphPorts,
    workerPort,
    operationsPorts,
  });
  const running = plans.map((plan) => ({
    plan,
    supervised: supervise({ plan, cwd: root, log: (line) => log(`${plan.name.padEnd(nameWidth)}| ${line}`) }),
  }));
  const stop = (isGateway: boolean): Promise<unknown> =>
    Promise.all(
      running.filter(({ plan }) => (plan.name === 'gateway') === isGateway).map(({ supervised }) => supervised.stop()),
    );
  life.onEnd(async () => {
    await stop(true);
    await stop(false);
  });
  await Promise.race([Promise.all(running.map(({ supervised }) => supervised.started)), life.ending]);
  life.signal.throwIfAborted();
  return `http://127.0.0.1:${port}`;
}

/**
 * OPERATIONS_PORT is the gateway's; the subgraphs have the next ones. Null without it, and when it is none: then each
 * process says so.
 */
async function operationsPortsFrom(env: Environment): Promise<Record<SubgraphName | 'gateway', number> | null> {
  const first = Number(env['OPERATIONS_PORT'] ?? Number.NaN);
  const last = first + subgraphNames.length;
  if (!Number.isInteger(first) || first < 1 || last > 65_535) return null;
  const [gateway = 0, identity = 0, tenders = 0, workspace = 0, insights = 0, analytics = 0] = await Promise.all(
    ['gateway', ...subgraphNames].map((_, index) => freePort(first + index)),
  );
  return { gateway, identity, tenders, workspace, insights, analytics };
}
