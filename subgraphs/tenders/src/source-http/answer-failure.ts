import { AddressRefused } from '@hub/runtime/outgoing';
import { addressRefused } from './address-guard.js';
import { PollFailure } from './poll-failure.js';

/** Where an answer without a body redirects to. @throws PollFailure when it redirects nowhere. */
export function redirectOf(answer: { status: number; location: string | null; from: URL; wait: number | null }): URL {
  const { status, location, from, wait } = answer;
  if ([301, 302, 303, 307, 308].includes(status) && location !== null && URL.canParse(location, from.href))
    return new URL(location, from);
  const what = `The source answered with status ${status}.`;
  if (status === 401 || status === 403) throw new PollFailure('UNAUTHORISED', what, { status });
  if (status === 429) throw new PollFailure('RATE_LIMITED', what, { status, retryAfterMs: wait });
  if (status >= 500 || status === 408) throw new PollFailure('UNAVAILABLE', what, { status, retryAfterMs: wait });
  throw new PollFailure('REFUSED', what, { status });
}

/** What a request that threw means for the poll. */
export function asFailure(error: unknown, signal: AbortSignal): Error & { message: string } {
  if (error instanceof PollFailure) return error;
  // Ended on purpose: this is no failure of the source.
  if (signal.aborted) return error instanceof Error ? error : new Error('The poll was stopped.');
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PollFailure) return cause;
    if (cause instanceof AddressRefused) return addressRefused(cause);
  }
  // A timeout is a DOMException, which need not be an Error of this realm.
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  const text =
    name === 'TimeoutError' || /Timeout/u.test(name)
      ? 'The source did not answer in time.'
      : 'The connection to the source failed or broke off.';
  return new PollFailure('UNAVAILABLE', text, { cause: error });
}
