import { setTimeout as pause } from 'node:timers/promises';
import { boundGarbage } from '../memory/bound-garbage.js';
import { ConfigError, readTogether, type SettingsReader } from '../config/config.js';
import { isHubError } from '../errors/errors.js';
import {
  createLogger,
  startTracing,
  telemetrySettingsFrom,
  type Logger,
  type TelemetrySettings,
  type Tracing,
} from '../telemetry/telemetry.js';
import { guardProcess } from './guard-process.js';
import { watchEventLoop } from './watch-event-loop.js';

/** A service that has started. */
export interface RunningService {
  /** Called first when stopping: turn readiness red. Must return at once. */
  readonly draining?: () => void;
  /** Takes no new work, ends what is in flight, closes stores. Must bear being called once only. */
  readonly stop: () => Promise<void>;
  /** True when an error that nobody caught came from a part that can start anew by itself, and does. */
  readonly recover?: (error: unknown) => boolean;
}

/** What a service starts with. */
export interface ServiceContext<Settings> {
  /** Writes to standard output, from the level that `LOG_LEVEL` names. */
  readonly logger: Logger;
  /** Fires when the process is told to stop before it has started. */
  readonly signal: AbortSignal;
  readonly settings: Settings;
}

/** What to run. */
export interface ServiceOptions<Settings> {
  /** On every log line and every span. */
  readonly name: string;
  /** Reads all settings of the service, once, before anything else happens. */
  readonly settings: SettingsReader<Settings>;
  readonly start: (context: ServiceContext<Settings>) => Promise<RunningService>;
  /** Time between red readiness and the closing of doors, so that a balancer sees it. Default 0. */
  readonly readinessDelayMs?: number;
  /** Longest wait for work in flight. Default 10,000. */
  readonly graceMs?: number;
}

/** Exit codes of a service. */
export const exitCodes = { stopped: 0, failed: 1, configuration: 78, interrupted: 130 } as const;

type Cause = 'SIGTERM' | 'SIGINT' | 'uncaught';

/**
 * Reads the settings, those of logs and traces among them, and runs a service until the process is told to stop; then
 * ends the process.
 *
 * SIGTERM or SIGINT: readiness red, delay, stop within the grace, exit 0; exit 1 when the grace runs out. A second signal
 * exits 130 at once. An uncaught error is logged and counted, then the same stop with exit 1; a rejection that nobody
 * handled is logged and counted only. A start that fails exits 1; a wrong configuration prints every problem and exits
 * 78. Resolves once the service has started.
 */
export async function runService<Settings>({
  name,
  settings: reader,
  start,
  readinessDelayMs = 0,
  graceMs = 10_000,
}: ServiceOptions<Settings>): Promise<void> {
  const { own: settings, telemetry } = readSettings(name, reader);
  const logger = createLogger({ service: name, level: telemetry.logLevel });
  const aborted = new AbortController();
  let running: RunningService | undefined;
  let tracing: Tracing | undefined;
  let isStopping = false;

  async function stop(cause: Cause): Promise<void> {
    isStopping = true;
    logger.info({ event: 'service_stopping', cause }, 'Stopping.');
    aborted.abort(new Error('The service is told to stop.'));
    // Before the start has ended there is nothing to drain; the start itself sees the signal.
    const code =
      running === undefined ? startingCode(cause) : await drain(running, { logger, readinessDelayMs, graceMs });
    // After the service, which still tells of its last work; it takes a second at most.
    await tracing?.shutdown();
    end(logger, cause === 'uncaught' ? exitCodes.failed : code);
  }

  // There are no settings to read again, and a terminal that was closed is no reason to stop serving.
  process.on('SIGHUP', () => logger.info({ event: 'service_hangup' }, 'SIGHUP changes nothing.'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(exitCodes.interrupted);
      void stop(signal);
    });
  }
  boundGarbage();
  guardProcess({
    logger,
    recover: (error) => running?.recover?.(error) ?? false,
    onBroken() {
      if (!isStopping) void stop('uncaught');
    },
  });

  try {
    tracing = await startTracing({ service: name, endpoint: telemetry.tracesEndpoint, logger });
    running = await start({ logger, signal: aborted.signal, settings });
    // Not before: loading and warming up may take long, and nobody waits for it.
    watchEventLoop(logger);
    logger.info({ event: 'service_started' }, 'Started.');
  } catch (error) {
    if (isStopping) return;
    end(logger, reportFailedStart(logger, error));
  }
}

/** Wrong settings end the process, all of them named, before it has touched anything. */
function readSettings<Settings>(
  service: string,
  reader: SettingsReader<Settings>,
): { readonly own: Settings; readonly telemetry: TelemetrySettings } {
  try {
    return readTogether((read) => {
      const [own, telemetry] = [read(reader), read(telemetrySettingsFrom)];
      return () => ({ own: own(), telemetry: telemetry() });
    });
  } catch (error) {
    return process.exit(reportFailedStart(createLogger({ service }), error));
  }
}

function startingCode(cause: Cause): number {
  return cause === 'uncaught' ? exitCodes.failed : exitCodes.stopped;
}

interface Drain {
  readonly logger: Logger;
  readonly readinessDelayMs: number;
  readonly graceMs: number;
}

async function drain(running: RunningService, { logger, readinessDelayMs, graceMs }: Drain): Promise<number> {
  running.draining?.();
  if (readinessDelayMs > 0) await pause(readinessDelayMs);
  const late = new AbortController();
  const stopped = running.stop().then(
    () => exitCodes.stopped,
    (error: unknown) => {
      logger.error({ event: 'service_stop_failed', err: error }, 'Stopping failed.');
      return exitCodes.failed;
    },
  );
  const outOfTime = pause(graceMs, exitCodes.failed, { signal: late.signal }).then((code) => {
    logger.error({ event: 'service_grace_over', graceMs }, 'Work in flight did not end in time.');
    return code;
  });
  outOfTime.catch(() => undefined);
  const code = await Promise.race([stopped, outOfTime]);
  late.abort();
  return code;
}

function reportFailedStart(logger: Logger, error: unknown): number {
  if (error instanceof ConfigError) {
    logger.fatal({ event: 'service_configuration', problems: error.problems }, error.message);
    return exitCodes.configuration;
  }
  if (isHubError(error, 'CONFIGURATION_INVALID')) {
    logger.fatal({ event: 'service_configuration', err: error }, error.message);
    return exitCodes.configuration;
  }
  logger.fatal({ event: 'service_start_failed', err: error }, 'The service could not start.');
  return exitCodes.failed;
}

/** Exits after the log has been written. */
function end(logger: Logger, code: number): void {
  logger.info({ event: 'service_ended', code }, 'Ended.');
  process.exitCode = code;
  logger.flush(() => process.exit(code));
}
