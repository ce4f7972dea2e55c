import { countIncident, type Logger } from '../telemetry/telemetry.js';

/** How a process lives with errors that nobody caught. */
export interface GuardOptions {
  readonly logger: Logger;
  /**
   * Called once, when an error was thrown past everybody: what ran was cut off in the middle, so the state of the process
   * may be broken. Should drain and end the process with a code other than 0.
   */
  readonly onBroken: (error: unknown) => void;
  /** True when whoever the error came from has dealt with it, such as a job runner that starts anew. */
  readonly recover?: (error: unknown) => boolean;
}

/**
 * Keeps a process alive where it can be: a rejection that nobody handled is logged and counted, for whoever waits for
 * that work has failed already and the rest of the process is whole. An exception that nobody caught ends the process in
 * order, unless its owner recovers.
 */
export function guardProcess({ logger, onBroken, recover = () => false }: GuardOptions): void {
  let isBroken = false;
  process.on('unhandledRejection', (error: unknown) => {
    countIncident('unhandled_rejection');
    logger.error({ event: 'unhandled_rejection', err: error }, 'A rejection that nobody handled.');
    recover(error);
  });
  process.on('uncaughtException', (error: unknown) => {
    countIncident('uncaught_exception');
    logger.fatal({ event: 'uncaught_exception', err: error }, 'An error that nobody caught.');
    if (recover(error) || isBroken) return;
    isBroken = true;
    onBroken(error);
  });
}
