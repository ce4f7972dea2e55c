import { errorRegistry, type ErrorCode } from './registry.js';

/** Facts a client may use to react to an error: ids, bounds, field names. Never rows, causes or addresses. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** What may accompany a {@link HubError}. */
export interface HubErrorOptions {
  /** Sent to clients for codes below 500, in `extensions.details`. */
  readonly details?: ErrorDetails;
  /** Whole seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
  /** The error behind this one: for the log only, never sent. */
  readonly cause?: unknown;
}

/**
 * The one error class of the product: a surprise with a registered code.
 *
 * Expected outcomes are union members of a result type, not errors. The message reaches clients when the code's
 * HTTP status is below 500 and the text names no internals; otherwise they read the registry's sentence.
 *
 * @example throw new HubError('NOT_FOUND', 'There is no tender with this id.')
 */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  /** Whole seconds, or undefined when waiting does not help. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message?: string, options: HubErrorOptions = {}) {
    super(message ?? errorRegistry[code].meaning, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Narrows to a {@link HubError}, optionally of one code. Never throws. */
export function isHubError(error: unknown, code?: ErrorCode): error is HubError {
  return error instanceof HubError && (code === undefined || error.code === code);
}
