import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { CacheObserver } from '../../cache/cache-observer.js';
import type { CircuitState } from '../../circuit/circuit.js';
import { boundedLabel } from './bounded-label.js';
import { registerIncidents } from '../incidents.js';
import { registerMemoryCaches } from './memory-caches.js';
import { createStreamMetrics, type StreamMetrics } from './stream-metrics.js';
import { createWorkerMetrics, type WorkerMetrics } from './worker-metrics.js';

/** How to make the metrics of a process. */
export interface MetricsOptions {
  /** On every series as the label `service`. */
  readonly service: string;
  /** Also memory, CPU, event loop, garbage collection, caches and incidents of the process. Default true; one per process. */
  readonly withProcess?: boolean;
}

/** The numbers a process tells. No label ever holds a team, a person or an id. */
export interface Metrics {
  /** For series of your own; bound their labels with {@link boundedLabel}. */
  readonly registry: Registry;
  /** One request ended: operation name, `OK` or an error code, seconds. */
  request(operation: string, outcome: string, durationSeconds: number): void;
  /** One job ended: its name, `done`, `retry` or `dead`, seconds. */
  job(name: string, outcome: 'done' | 'retry' | 'dead', durationSeconds: number): void;
  /** The queue and the runner of jobs, for `startWorker({ metrics })`. */
  readonly worker: WorkerMetrics;
  /** The event stream, for `startEventStream({ metrics })`. */
  readonly stream: StreamMetrics;
  /** Connections of a pool by state; `max` is its size. */
  pool(store: string, counts: Readonly<{ idle: number; busy: number; waiting: number; max: number }>): void;
  /** One operation failed or was refused because a store is away. */
  storeFailure(store: string): void;
  /** State of the circuit round a store. */
  circuit(store: string, state: CircuitState | 'off'): void;
  /** For `openCache({ observer })`. */
  readonly cache: CacheObserver;
  /** All series in the text format of Prometheus, with its content type. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

const durationBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

const circuitLevels = { off: -1, closed: 0, suspect: 1, open: 2 } as const;

/**
 * Makes a registry of its own with the product's series; nothing is global, so one process may hold several. Long because
 * it is a table: one entry for each series.
 */
export function createMetrics({ service, withProcess = true }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (withProcess) {
    collectDefaultMetrics({ register: registry });
    registerIncidents(registry);
    registerMemoryCaches(registry);
  }
  const registers = [registry];
  const requests = new Histogram({
    name: 'hub_request_duration_seconds',
    help: 'Duration of GraphQL operations by name and outcome.',
    labelNames: ['operation', 'outcome'],
    buckets: durationBuckets,
    registers,
  });
  const jobs = new Histogram({
    name: 'hub_job_duration_seconds',
    help: 'Duration of jobs by name and outcome.',
    labelNames: ['job', 'outcome'],
    buckets: [...durationBuckets, 30, 60, 300],
    registers,
  });
  const pools = new Gauge({
    name: 'hub_pool_connections',
    help: 'Connections of a pool by state.',
    labelNames: ['store', 'state'],
    registers,
  });
  const circuits = new Gauge({
    name: 'hub_circuit_state',
    help: 'Circuit round a store: -1 off, 0 closed, 1 suspect, 2 open.',
    labelNames: ['store'],
    registers,
  });
  const storeFailures = new Counter({
    name: 'hub_store_failures_total',
    help: 'Operations that failed or were refused because a store is away.',
    labelNames: ['store'],
    registers,
  });
  const reads = new Counter({
    name: 'hub_cache_reads_total',
    help: 'Reads of the cache by type and result.',
    labelNames: ['type', 'result'],
    registers,
  });
  const poisoned = new Counter({
    name: 'hub_cache_poisoned_total',
    help: 'Cached values found under a key that is not theirs.',
    labelNames: ['type'],
    registers,
  });
  const operationLabel = boundedLabel(200);
  const outcomeLabel = boundedLabel(60);
  const jobLabel = boundedLabel(100);
  const typeLabel = boundedLabel(100);
  const storeLabel = boundedLabel(20);
  const circuit = (store: string, state: CircuitState | 'off'): void =>
    circuits.set({ store: storeLabel(store) }, circuitLevels[state]);

  return {
    registry,
    circuit,
    storeFailure: (store) => storeFailures.inc({ store: storeLabel(store) }),
    request: (operation, outcome, seconds) =>
      requests.observe({ operation: operationLabel(operation), outcome: outcomeLabel(outcome) }, seconds),
    job: (name, outcome, seconds) => jobs.observe({ job: jobLabel(name), outcome }, seconds),
    worker: createWorkerMetrics(registry),
    stream: createStreamMetrics(registry),
    pool(store, counts) {
      for (const [state, count] of Object.entries(counts)) pools.set({ store: storeLabel(store), state }, count);
    },
    cache: {
      read: (type, result) => reads.inc({ type: typeLabel(type), result }),
      poisoned: (type) => poisoned.inc({ type: typeLabel(type) }),
      state: (state) => circuit('redis', state),
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
