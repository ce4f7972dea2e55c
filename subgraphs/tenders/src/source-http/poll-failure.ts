/** What kind of failure it is decides what happens next. */
export type PollFailureKind =
  /** The source is away or answers badly: try again later. */
  | 'UNAVAILABLE'
  /** The source asks for patience. */
  | 'RATE_LIMITED'
  /** The body is not what was announced or not what the connector reads. */
  | 'MALFORMED'
  /** The source refuses the request: trying again as it is does not help. */
  | 'REFUSED'
  /** The source does not accept the credentials. */
  | 'UNAUTHORISED'
  /** The address is one that a team may not have us call. */
  | 'ADDRESS_REFUSED'
  | 'TOO_LARGE';

/** A request to a source that failed. The message is fit to be shown to the team that owns the source: it holds no secrets. */
export class PollFailure extends Error {
  override readonly name = 'PollFailure';
  readonly kind: PollFailureKind;
  readonly status: number | null;
  /** How long the source asks us to wait; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    kind: PollFailureKind,
    message: string,
    options: { status?: number; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** True when the same request may well succeed in a moment. */
export function isPassing(failure: PollFailure): boolean {
  return failure.kind === 'UNAVAILABLE' || failure.kind === 'RATE_LIMITED' || failure.kind === 'MALFORMED';
}
