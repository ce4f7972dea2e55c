import { isErrorCode } from '@hub/runtime/errors';
import { percentile, type BenchResult, type Goal } from '../bench.js';
import { noCode, type Sample } from './client.js';
import type { Done, Fault } from './faults.js';
import type { Imports } from './imports.js';
import type { JobCount } from './job-watch.js';
import type { Ledger } from './ledger.js';
import type { LogCount } from './log-watch.js';
import type { Product } from './processes.js';
import type { StoreName } from './stores.js';
import { isGood } from './timeline.js';
import type { Verdict } from './verify.js';

/** Everything that a run has left. */
export interface Outcome {
  /** How long the load lasted. */
  readonly seconds: number;
  readonly killsPlanned: number;
  readonly samples: readonly Sample[];
  readonly done: Done;
  readonly ledger: Ledger;
  readonly verdict: Verdict;
  readonly jobs: JobCount;
  readonly log: LogCount;
  readonly product: Product;
  readonly imports: Imports;
}

const megabyte = 1_000_000;
/** Of the days of a service: the data is there, or it is not. */
const nothing = (figure: string): Goal => ({ figure, atMost: 0 });

const goals: readonly Goal[] = [
  nothing('serverEnds'),
  nothing('requestsUnanswered'),
  nothing('writesLost'),
  nothing('writesRefusedButThere'),
  nothing('writesDoubled'),
  nothing('writesNeverSettled'),
  nothing('sessionsBroken'),
  nothing('exportsWithoutFile'),
  nothing('importedReleasesWrong'),
  nothing('polledRowsWrong'),
  nothing('jobsOpen'),
  nothing('jobsDead'),
  { figure: 'jobSecondsMax', atMost: 60 },
  nothing('requestsNotUnderstood'),
  nothing('codesUndocumented'),
  nothing('internalErrors'),
  nothing('uncaughtErrors'),
  { figure: 'logMegabytes', atMost: 2 },
  { figure: 'logLineBytesMax', atMost: 8_192 },
  { figure: 'redisAwayShareThatWentWell', atLeast: 0.999 },
  { figure: 'mongodbAwayShareThatWentWellButInsights', atLeast: 0.999 },
  { figure: 'postgresAwayP99Ms', atMost: 2_500 },
  { figure: 'postgresBackFailuresLastMsMax', atMost: 5_000 },
];

/** Numbers of a run, and what they have to be. */
export function resultOf(outcome: Outcome): BenchResult {
  const { samples, seconds, done, killsPlanned } = outcome;
  const figures = {
    seconds,
    requests: samples.length,
    requestsPerSecond: samples.length / seconds,
    shareThatWentWell: shareGood(samples),
    requestsUnanswered: samples.filter(({ status }) => status === null).length,
    serverEnds: outcome.product.server.ends(),
    workerKills: done.killsMs.length,
    ...ledgerFigures(outcome),
    ...jobFigures(outcome),
    ...codeFigures(samples),
    ...logFigures(outcome.log),
    ...absenceFigures(samples, done),
  };
  return { figures, goals: [...goals, { figure: 'workerKills', atLeast: killsPlanned }] };
}

function ledgerFigures({ ledger, verdict }: Outcome): Record<string, number> {
  const breaches = (kind: string): number => verdict.breaches.filter((breach) => breach.kind === kind).length;
  return {
    writesAcknowledged: ledger.writes.filter(({ told }) => told === 'made').length,
    writesRefused: ledger.writes.filter(({ told }) => told === 'refused').length,
    writesOfUnknownOutcome: ledger.writes.filter(({ wasUnknown }) => wasUnknown).length,
    writesNeverSettled: ledger.writes.filter(({ told }) => told === 'unknown').length,
    writesLost: breaches('lost'),
    writesRefusedButThere: breaches('ghost'),
    writesDoubled: breaches('doubled'),
    sessionsBroken: breaches('session'),
  };
}

function jobFigures({ jobs, imports, verdict, product }: Outcome): Record<string, number> {
  return {
    jobsEnded: jobs.ended,
    jobsOpen: jobs.open.length,
    jobsDead: jobs.dead.length,
    jobsHeldByKilledWorkers: jobs.orphaned,
    jobSecondsMax: jobs.longestSeconds,
    workerEndsByItself: product.worker.ends(),
    exportsWithoutFile: verdict.exportsWithoutFile,
    importedReleases: imports.acknowledged.size,
    importedReleasesWrong: verdict.releasesWrong,
    polledRowsWrong: verdict.polledRowsWrong,
    importsRunAgain: imports.failedRuns(),
  };
}

function codeFigures(samples: readonly Sample[]): Record<string, number> {
  const isUndocumented = ({ status, codes }: Sample): boolean =>
    codes.some((code) => code === noCode || !isErrorCode(code)) || ((status ?? 0) >= 500 && codes.length === 0);
  const ourMistakes = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT', 'FORBIDDEN']);
  return {
    // A question that the product does not understand measures nothing.
    requestsNotUnderstood: samples.filter(({ codes }) => codes.some((code) => ourMistakes.has(code))).length,
    codesUndocumented: samples.filter(isUndocumented).length,
    internalErrors: samples.filter(({ codes }) => codes.includes('INTERNAL_SERVER_ERROR')).length,
  };
}

function logFigures(log: LogCount): Record<string, number> {
  return {
    uncaughtErrors: log.uncaughtCount,
    logLines: log.lines,
    logMegabytes: log.bytes / megabyte,
    logLinesPerSecondMax: log.linesPerSecondMax,
    logLineBytesMax: log.longestLineBytes,
  };
}

/** What users feel while one store is away, and until all is well again. */
function absenceFigures(samples: readonly Sample[], { faults }: Done): Record<string, number> {
  const isCalm = ({ atMs }: Sample): boolean => faults.every(({ fromMs }) => atMs < fromMs);
  const isRead = ({ kind }: Sample): boolean => kind.startsWith('read:') || kind.startsWith('search:');
  const needsNoDocuments = ({ kind }: Sample): boolean => !kind.startsWith('insights:');
  const [redis, mongodb, postgres] = (['redis', 'mongodb', 'postgres'] as const).map((store) =>
    duringAbsence(samples, faults, store),
  );
  const reads = samples.filter(isRead);
  return {
    calmReadP95Ms: percentile(timesOf(reads.filter(isCalm)), 0.95),
    redisAwayShareThatWentWell: shareGood(redis ?? []),
    redisAwayReadP95Ms: percentile(timesOf((redis ?? []).filter(isRead)), 0.95),
    mongodbAwayShareThatWentWellButInsights: shareGood((mongodb ?? []).filter(needsNoDocuments)),
    mongodbAwayInsightsLongestMs: longest((mongodb ?? []).filter((sample) => !needsNoDocuments(sample))),
    postgresAwayShareThatWentWell: shareGood(postgres ?? []),
    postgresAwayP99Ms: percentile(timesOf(postgres ?? []), 0.99),
    postgresAwayLongestMs: longest(postgres ?? []),
    postgresBackFailuresLastMsMax: recoveryMs(samples, faults, 'postgres'),
    mongodbBackFailuresLastMsMax: recoveryMs(samples, faults, 'mongodb'),
  };
}

function duringAbsence(samples: readonly Sample[], faults: readonly Fault[], store: StoreName): Sample[] {
  const absences = faults.filter((fault) => fault.store === store);
  return samples.filter(({ atMs }) => absences.some(({ fromMs, backMs }) => atMs >= fromMs && atMs < backMs));
}

/** How long after the store's return the last failed request was sent, before the next fault. */
function recoveryMs(samples: readonly Sample[], faults: readonly Fault[], store: StoreName): number {
  const lags = faults.map(({ store: away, backMs }, index) => {
    if (away !== store) return 0;
    const untilMs = faults[index + 1]?.fromMs ?? Infinity;
    // One that the next fault has caught on its way says nothing about this one.
    const failed = samples.filter(
      (sample) => sample.atMs >= backMs && sample.atMs + sample.tookMs < untilMs && !isGood(sample),
    );
    return Math.max(0, ...failed.map(({ atMs }) => atMs - backMs));
  });
  return Math.max(0, ...lags);
}

function shareGood(samples: readonly Sample[]): number {
  return samples.filter(isGood).length / samples.length;
}

function longest(samples: readonly Sample[]): number {
  return Math.max(0, ...timesOf(samples));
}

function timesOf(samples: readonly Sample[]): number[] {
  return samples.map(({ tookMs }) => tookMs);
}
