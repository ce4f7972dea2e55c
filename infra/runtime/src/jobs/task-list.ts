import { SpanKind } from '@opentelemetry/api';
import { parseCronItems, type JobHelpers, type ParsedCronItem, type Task, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { Actor, SystemActor } from '../auth/actor.js';
import { isHubError, isOutage } from '../errors/errors.js';
import { withLinkedTrace, type SpanShape } from '../telemetry/telemetry.js';
import type { RequestScope } from '../service/request-scope.js';
import { attemptsMaxDefault, type Job } from './define-job.js';
import { spareAttempts } from './job-runner.repository.js';
import { priorityOf } from './lanes.js';
import { isTeamSuspended } from './suspended-team.repository.js';

/** A job and the scope it runs in: the stores of the subgraph that owns it. */
export interface JobWithScope {
  readonly job: Job;
  readonly scopeOf: (request: { actor: Actor; requestId: string }) => RequestScope;
}

/** Gives each job the scope of the role that it runs as: of its subgraph, or of the importer. */
export function jobsWithScope(
  jobs: readonly Job[],
  scopes: { readonly own: JobWithScope['scopeOf']; readonly importer: JobWithScope['scopeOf'] },
): JobWithScope[] {
  return jobs.map((job) => ({ job, scopeOf: job.isImport === true ? scopes.importer : scopes.own }));
}

/** How a job ended: `retry` waits for its next attempt, `dead` has used up its attempts. */
export type JobOutcome = 'done' | 'retry' | 'dead';

/** Hears of each job that ended, with the time it took. */
export type JobObserver = (name: string, outcome: JobOutcome, seconds: number) => void;

/** What a payload is stamped with when it is queued: the team by the database, the trace by the producer. */
const stamps = z.looseObject({ teamId: z.uuid().nullish(), traceparent: z.unknown().optional() });

/** Tasks by name, for the worker and for tests that run one job by hand. */
export function taskListOf(jobs: readonly JobWithScope[], onEnd: JobObserver = () => undefined): TaskList {
  return Object.fromEntries(jobs.map((one): [string, Task] => [one.job.name, taskOf(one, onEnd)]));
}

/**
 * What the queue's scheduler needs of the scheduled jobs. A job that still waits is replaced, so a worker that was away for
 * long finds one and not hundreds.
 */
export function cronItemsOf(jobs: readonly JobWithScope[]): ParsedCronItem[] {
  return parseCronItems(
    jobs.flatMap(({ job }) =>
      job.cron === undefined
        ? []
        : [
            {
              task: job.name,
              match: job.cron,
              options: {
                jobKey: `cron:${job.name}`,
                jobKeyMode: 'replace',
                maxAttempts: job.attemptsMax ?? attemptsMaxDefault,
                priority: priorityOf[job.lane ?? 'schedule'],
              },
            },
          ],
    ),
  );
}

function taskOf({ job, scopeOf }: JobWithScope, onEnd: JobObserver): Task {
  return async (payload, helpers) => {
    const startedAt = performance.now();
    const end = (outcome: JobOutcome): void => onEnd(job.name, outcome, (performance.now() - startedAt) / 1_000);
    try {
      const { teamId, traceparent } = stamps.parse(payload);
      const actor: SystemActor = { kind: 'system', name: job.name, teamId: teamId ?? null };
      const scope = scopeOf({ actor, requestId: `job-${helpers.job.id}` });
      if (actor.teamId !== null && (await isTeamSuspended(scope.database))) {
        await runLater(helpers, payload);
        return end('done');
      }
      await withLinkedTrace(spanOf(job), traceparent, () => job.run(job.schema.parse(payload), scope));
    } catch (error) {
      const isSpared = isOfAbsence(error) && (await spare(helpers));
      end(isLastAttempt(helpers) && !isSpared ? 'dead' : 'retry');
      throw error;
    }
    end('done');
  };
}

const suspendedPauseMs = 15 * 60_000;

/** Puts a job of a suspended team back, to be looked at again in a quarter of an hour. It costs no attempt. */
async function runLater({ job, addJob, getQueueName }: JobHelpers, payload: unknown): Promise<void> {
  const queueName = await getQueueName();
  await addJob(job.task_identifier, payload, {
    runAt: new Date(Date.now() + suspendedPauseMs),
    maxAttempts: job.max_attempts,
    priority: job.priority,
    ...(job.key !== null && { jobKey: job.key }),
    ...(queueName !== null && { queueName }),
  });
}

/** A store that is away fails what needs it, and one that has just gone leaves commits without an answer. */
function isOfAbsence(error: unknown): boolean {
  return isOutage(error) || isHubError(error, 'OUTCOME_UNKNOWN');
}

/** False when the database is the store that is away: then nothing is counted either, and the job is given back. */
function spare(helpers: JobHelpers): Promise<boolean> {
  return spareAttempts(helpers).then(
    () => true,
    () => false,
  );
}

function spanOf({ name }: Job): SpanShape {
  return { name: `job ${name}`, kind: SpanKind.CONSUMER, attributes: { 'hub.job': name } };
}

function isLastAttempt({ job }: JobHelpers): boolean {
  return job.attempts >= job.max_attempts;
}
