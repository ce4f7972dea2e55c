/**
 * Why a job waits: a person does (`interactive`), the clock asked for it (`schedule`), or nobody waits (`bulk`, such as the
 * summaries that an import asks for). Jobs of a better lane run first, and each lane has a place that others cannot take.
 */
export type Lane = 'interactive' | 'schedule' | 'bulk';

/** Numbers as the queue orders them, the lowest first; `app.job_priority` in the database says the same. */
export const priorityOf: Readonly<Record<Lane, number>> = { interactive: 0, schedule: 5, bulk: 20 };

/** A runner of the queue: how many jobs it runs at a time, and which lanes it leaves alone. */
export interface RunnerPlan {
  readonly lane: Lane | 'any';
  readonly places: number;
  /** Flags of jobs that it skips, in the order in which the database's indexes name them. */
  readonly skips: readonly Lane[];
}

/**
 * Divides the places of a worker: a quarter for jobs that somebody waits for, a quarter for the clock's, each at least one,
 * and the rest for whatever comes first. So a person never waits for bulk work, nor does a schedule for either.
 */
export function runnerPlans(places: number): readonly RunnerPlan[] {
  const own = Math.max(1, Math.floor(places / 4));
  return [
    { lane: 'interactive', places: own, skips: ['bulk', 'schedule'] },
    { lane: 'schedule', places: own, skips: ['bulk', 'interactive'] },
    { lane: 'any', places: Math.max(1, places - 2 * own), skips: [] },
  ];
}
