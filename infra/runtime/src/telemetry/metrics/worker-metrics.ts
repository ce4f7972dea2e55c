import { Counter, Gauge, type Registry } from 'prom-client';

/** Jobs of one lane, as the worker counts them. */
export interface LaneFigures {
  readonly lane: string;
  /** Could run now. */
  readonly waiting: number;
  /** Run later: planned, or between two attempts. */
  readonly planned: number;
  readonly running: number;
  /** Of those that wait or are planned, those that have failed before. */
  readonly failed: number;
  /** Have used up their attempts. */
  readonly dead: number;
  /** Age of the oldest that could run now. */
  readonly oldestSeconds: number;
}

/** What a worker tells of its queue and of itself. */
export interface WorkerMetrics {
  /** Whether the runner works. */
  up(isUp: boolean): void;
  /** The runner failed and is started again. */
  restarted(): void;
  /** Jobs of dead workers were given back. */
  givenBack(jobs: number): void;
  /** The queue as last counted. */
  queue(lanes: readonly LaneFigures[]): void;
}

const states = ['waiting', 'planned', 'running', 'failed', 'dead'] as const;

/** Makes the series of a worker; those of the queue appear when it has been counted for the first time. */
export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const up = new Gauge({ name: 'hub_job_runner_up', help: '1 while the job runner works, else 0.', registers });
  const restarts = new Counter({
    name: 'hub_job_runner_restarts_total',
    help: 'Times that the job runner failed and was started again.',
    registers,
  });
  const givenBack = new Counter({
    name: 'hub_jobs_given_back_total',
    help: 'Jobs taken back from workers that died.',
    registers,
  });
  const jobs = new Gauge({
    name: 'hub_queue_jobs',
    help: 'Jobs by lane and state; those that failed before also wait or are planned.',
    labelNames: ['lane', 'state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'hub_queue_oldest_seconds',
    help: 'Age of the oldest job of a lane that could run.',
    labelNames: ['lane'],
    registers,
  });
  return {
    up: (isUp) => up.set(isUp ? 1 : 0),
    restarted: () => restarts.inc(),
    givenBack: (count) => givenBack.inc(count),
    queue(lanes) {
      for (const figures of lanes) {
        for (const state of states) jobs.set({ lane: figures.lane, state }, figures[state]);
        oldest.set({ lane: figures.lane }, figures.oldestSeconds);
      }
    },
  };
}
