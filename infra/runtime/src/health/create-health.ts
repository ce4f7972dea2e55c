/** One thing this process needs. */
export interface HealthProbe {
  /** `postgres`, `redis`, `mongodb` ... */
  readonly name: string;
  /** Rejects when it is away. */
  readonly check: () => Promise<void>;
  /** True when the process cannot serve without it: its absence makes the process not ready. */
  readonly isRequired: boolean;
}

/** State of one store. */
export interface StoreHealth {
  readonly status: 'up' | 'down';
  readonly isRequired: boolean;
  readonly latencyMs: number;
}

/** How a process is. */
export interface HealthReport {
  /** `degraded`: serves, with something missing that is not required. */
  readonly status: 'ready' | 'degraded' | 'starting' | 'draining' | 'unavailable';
  readonly stores: Readonly<Record<string, StoreHealth>>;
  /** State of the job runner, in a process that has one. */
  readonly jobs?: JobsHealth;
  /** What does not hold at the moment, a sentence each; absent when all does. */
  readonly notices?: readonly string[];
}

/** State of a job runner; anything but running makes the process `degraded`, or not ready where jobs are all it does. */
export type JobsHealth = 'running' | 'restarting' | 'stopped';

/** Health of one process. */
export interface Health {
  /** Probes everything, at most once in `cacheMs` however many ask. Never rejects. */
  report(): Promise<HealthReport>;
  /** Call it when the process can take requests; until then it is `starting`. */
  started(): void;
  /** Call it first when stopping: readiness is red from then on. */
  draining(): void;
}

/** How to watch. */
export interface HealthOptions {
  readonly probes: readonly HealthProbe[];
  /** The job runner of this process, and whether it is there for anything else. */
  readonly jobs?: { readonly state: () => JobsHealth; readonly isRequired: boolean };
  /** What does not hold at the moment, a sentence each. */
  readonly notices?: () => readonly string[];
  /** A probe that takes longer counts as down. Default 1,000. */
  readonly probeTimeoutMs?: number;
  /** How long a report is served again. Default 500. */
  readonly cacheMs?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: () => number;
}

/** Makes the health of a process. Nothing is probed until someone asks. */
export function createHealth({
  probes,
  jobs,
  notices = () => [],
  probeTimeoutMs = 1000,
  cacheMs = 500,
  clock = () => performance.now(),
}: HealthOptions): Health {
  let phase: 'starting' | 'serving' | 'draining' = 'starting';
  let cached: { readonly at: number; readonly stores: Promise<Readonly<Record<string, StoreHealth>>> } | undefined;

  async function probeAll(): Promise<Readonly<Record<string, StoreHealth>>> {
    const results = await Promise.all(
      probes.map(async (probe) => [probe.name, await probeOne(probe, probeTimeoutMs, clock)] as const),
    );
    return Object.fromEntries(results);
  }

  return {
    started() {
      if (phase === 'starting') phase = 'serving';
    },
    draining() {
      phase = 'draining';
    },
    async report() {
      const now = clock();
      if (cached === undefined || now - cached.at >= cacheMs) cached = { at: now, stores: probeAll() };
      const stores = await cached.stores;
      const state = jobs?.state();
      const down: Pick<StoreHealth, 'isRequired'>[] = Object.values(stores).filter(({ status }) => status === 'down');
      if (jobs !== undefined && state !== 'running') down.push(jobs);
      const told = notices();
      return {
        status: phase === 'serving' ? statusOf(down) : phase,
        stores,
        ...(state && { jobs: state }),
        ...(told.length > 0 && { notices: told }),
      };
    },
  };
}

function statusOf(down: readonly Pick<StoreHealth, 'isRequired'>[]): HealthReport['status'] {
  if (down.some(({ isRequired }) => isRequired)) return 'unavailable';
  return down.length > 0 ? 'degraded' : 'ready';
}

async function probeOne(
  { check, isRequired }: HealthProbe,
  timeoutMs: number,
  clock: () => number,
): Promise<StoreHealth> {
  const startedAt = clock();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), timeoutMs);
  });
  const checked = Promise.resolve()
    .then(check)
    .then(
      () => 'up' as const,
      () => 'down' as const,
    );
  const status = await Promise.race([checked, timeout]);
  clearTimeout(timer);
  return { status, isRequired, latencyMs: Math.round((clock() - startedAt) * 10) / 10 };
}
