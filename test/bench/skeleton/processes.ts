import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { subgraphNames } from '@hub/runtime/auth';
import { roleOfSubgraph } from '@hub/runtime/database';
import { databaseAddressFrom, databaseUrlsOf, rolePasswordsFrom } from '@hub/runtime/service';
import type { BenchContext } from '../bench.js';
import { answers, endChild } from '../processes.js';
import { freePort } from '@hub/dev/free-port';

/** The product, running in processes of ours. */
export interface RunningHub {
  readonly url: string;
  /** User and system time of all its processes together, in seconds. */
  cpuSeconds(): number;
  /** Memory of all its processes together, in MiB. */
  rssMib(): number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const root = fileURLToPath(new URL('../../..', import.meta.url));
// Linux counts a process's time in hundredths of a second.
const ticksPerSecond = 100;

/** Gateway, five subgraphs and worker in one process. */
export async function startSingle(
  context: BenchContext,
  env: Environment,
  cacheMib: number,
  file = 'test/bench/hub-process.ts',
): Promise<RunningHub> {
  const port = await freePort();
  const child = run(context, file, {
    ...env,
    HUB_PORT: String(port),
    GATEWAY_CACHE_MIB: String(cacheMib),
  });
  return running([child], `http://127.0.0.1:${port}`);
}

/** The same as seven processes. */
export async function startDistributed(context: BenchContext, env: Environment): Promise<RunningHub> {
  const children: ChildProcess[] = [];
  const urls = databaseUrlsOf(databaseAddressFrom(env), rolePasswordsFrom(env));
  const addresses: Record<string, string> = {};
  let jwksUrl = '';
  for (const name of subgraphNames) {
    const port = await freePort();
    addresses[`SUBGRAPH_URL_${name.toUpperCase()}`] = `http://127.0.0.1:${port}/graphql`;
    if (name === 'identity') jwksUrl = `http://127.0.0.1:${port}/.well-known/jwks.json`;
    children.push(
      run(context, `subgraphs/${name}/src/index.ts`, {
        ...env,
        PORT: String(port),
        DATABASE_URL: urls[roleOfSubgraph[name]],
      }),
    );
    await answers(`http://127.0.0.1:${port}/health/ready`);
  }
  children.push(run(context, 'infra/worker/src/index.ts', { ...env, DATABASE_URL: urls.svc_worker }));
  const port = await freePort();
  children.push(
    run(context, 'gateway/src/index.ts', {
      ...env,
      ...addresses,
      JWKS_URL: jwksUrl,
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      GATEWAY_CACHE_MIB: '0',
    }),
  );
  return running(children, `http://127.0.0.1:${port}`);
}

async function running(children: readonly ChildProcess[], url: string): Promise<RunningHub> {
  await answers(`${url}/health/ready`);
  return {
    url: `${url}/graphql`,
    cpuSeconds: () => children.reduce((sum, child) => sum + cpuSecondsOf(child), 0),
    rssMib: () => children.reduce((sum, child) => sum + rssMibOf(child), 0),
  };
}

function run({ onEnd }: BenchContext, file: string, env: Environment): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...env, LOG_LEVEL: 'warn', NODE_ENV: 'production' },
  });
  onEnd(() => endChild(child));
  return child;
}

/** Fields 14 and 15 of the process's line: time in its own code and in the kernel. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Memory of a process, in MiB, with its garbage. */
export function rssMibOf({ pid }: Pick<ChildProcess, 'pid'>): number {
  const kib = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
