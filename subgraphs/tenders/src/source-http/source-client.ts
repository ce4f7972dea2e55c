import { request, type Dispatcher } from 'undici';
import { assertCallable, type GuardOptions } from './address-guard.js';
import { asFailure, redirectOf } from './answer-failure.js';
import type { Clock } from './clock.js';
import type { Pacer } from './pacer.js';
import { PollFailure } from './poll-failure.js';
import { compressed, decoded, discard, isEncoded, readAll, readInto } from './read-body.js';
import { retried, retryAfterMs } from './retry.js';

/** What a source answered: a whole body, or that nothing changed. */
export type SourceAnswer =
  | {
      readonly kind: 'body';
      readonly bytes: Buffer;
      readonly etag: string | null;
      readonly lastModified: string | null;
      /** Content type as stated. */
      readonly mediaType: string | null;
    }
  | { readonly kind: 'unchanged' };

/** One request made, for logs and counts. */
export interface RequestRecord {
  readonly at: Date;
  readonly method: 'GET' | 'POST';
  /** Without its query, which may carry keys. */
  readonly endpoint: string;
  readonly status: number | null;
  readonly attempt: number;
  readonly durationMs: number;
  readonly bytes: number;
  readonly error: string | null;
}

export interface SourceRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with POST when given. */
  readonly form?: URLSearchParams;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Takes the body as it comes, and nothing of it is kept; each try begins with a new one. */
  readonly sink?: () => (bytes: Buffer) => void;
  /** Looks at the body while trying again is still possible. @throws PollFailure `MALFORMED`. */
  readonly check?: (bytes: Buffer) => void;
}

export interface SourceClientOptions extends GuardOptions {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly signal: AbortSignal;
  /** Addresses of teams are checked; those of the registry are ours. */
  readonly isGuarded: boolean;
  readonly onRequest?: (record: RequestRecord) => void;
  readonly attemptsMax?: number;
  readonly bodyBytesMax?: number;
  /** Longest time from the request to the last byte. */
  readonly timeoutMs?: number;
  readonly pauseMaxMs?: number;
}

/** Asks one source, one request at a time. */
export interface SourceClient {
  /** @throws PollFailure once tries are used up or would not help; the signal's reason when aborted. */
  ask(request: SourceRequest): Promise<SourceAnswer>;
}

// Portals refuse clients that do not say who they are.
const userAgent = 'TenderInsightHub/0.1 (polling)';
const redirectsMax = 3;

/** Makes the client of one poll: paced, retried, bounded in time and size, never more than one request in flight. */
export function createSourceClient(options: SourceClientOptions): SourceClient {
  const { clock, signal, pacer, attemptsMax = 5, pauseMaxMs = 120_000 } = options;
  let previous: Promise<unknown> = Promise.resolve();
  const askOnce = async (source: SourceRequest, attempt: number): Promise<SourceAnswer> => {
    const waitMs = pacer.takeMs(clock.now());
    if (waitMs > pauseMaxMs)
      throw new PollFailure('RATE_LIMITED', 'The allowance of requests is used up for now.', { retryAfterMs: waitMs });
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    const answer = await follow(source, attempt, options);
    if (answer.kind === 'body') source.check?.(answer.bytes);
    return answer;
  };
  return {
    ask(source) {
      const asked = previous.then(() =>
        retried((attempt) => askOnce(source, attempt), { clock, signal, attemptsMax, pauseMaxMs }),
      );
      previous = asked.catch(() => undefined);
      return asked;
    },
  };
}

async function follow(source: SourceRequest, attempt: number, options: SourceClientOptions): Promise<SourceAnswer> {
  let current = source;
  for (let redirects = 0; ; redirects += 1) {
    if (options.isGuarded) assertCallable(current.url, options);
    const startedAt = options.clock.now();
    let seen: Pick<RequestRecord, 'status' | 'bytes'> = { status: null, bytes: 0 };
    const note = (error: string | null): void =>
      options.onRequest?.({
        at: startedAt,
        method: current.form ? 'POST' : 'GET',
        endpoint: `${current.url.origin}${current.url.pathname}`.slice(0, 500),
        attempt,
        durationMs: options.clock.now().getTime() - startedAt.getTime(),
        error,
        ...seen,
      });
    try {
      const answer = await send(current, options, (status, bytes) => (seen = { status, bytes }));
      note(null);
      if (!(answer instanceof URL)) return answer;
      if (redirects >= redirectsMax) throw new PollFailure('REFUSED', 'The source redirects in a ring.');
      // A form carries secrets, and so do headers: neither follows to another host.
      if (current.form !== undefined)
        throw new PollFailure('REFUSED', 'The source redirects a form, which is not followed.');
      const { headers, ...rest } = current;
      current = {
        ...rest,
        url: answer,
        ...(answer.origin === current.url.origin && headers !== undefined && { headers }),
      };
    } catch (error) {
      const failure = asFailure(error, options.signal);
      note(failure.message.slice(0, 500));
      throw failure;
    }
  }
}

async function send(
  source: SourceRequest,
  options: SourceClientOptions,
  onHead: (status: number, bytes: number) => void,
): Promise<SourceAnswer | URL> {
  const { dispatcher, clock, signal, timeoutMs = 60_000, bodyBytesMax = 64 * 1024 * 1024 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const { etag = null, lastModified = null, form } = source;
  const answer = await request(source.url, {
    dispatcher,
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      'user-agent': userAgent,
      accept: 'application/json',
      // What is not kept cannot be inflated afterwards.
      'accept-encoding': source.sink === undefined ? 'gzip, deflate' : 'identity',
      ...source.headers,
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(etag !== null && { 'if-none-match': etag }),
      ...(lastModified !== null && { 'if-modified-since': lastModified }),
    },
    ...(form !== undefined && { body: form.toString() }),
    signal: AbortSignal.any([signal, timeout]),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const header = (name: string): string | null => [answer.headers[name]].flat()[0] ?? null;
  onHead(answer.statusCode, 0);
  if (answer.statusCode === 304 || answer.statusCode >= 300) {
    await discard(answer.body);
    if (answer.statusCode === 304 && (etag !== null || lastModified !== null)) return { kind: 'unchanged' };
    return redirectOf({
      status: answer.statusCode,
      location: header('location'),
      from: source.url,
      wait: retryAfterMs(header('retry-after'), clock.now()),
    });
  }
  const encoding = header('content-encoding');
  const validators = { etag: header('etag'), lastModified: header('last-modified'), mediaType: header('content-type') };
  if (source.sink !== undefined) {
    if (isEncoded(encoding)) throw compressed();
    onHead(answer.statusCode, await readInto(source.sink(), answer.body, bodyBytesMax));
    return { kind: 'body', bytes: Buffer.alloc(0), ...validators };
  }
  const received = await readAll(answer.body, bodyBytesMax);
  onHead(answer.statusCode, received.length);
  return { kind: 'body', bytes: await decoded(received, encoding, bodyBytesMax), ...validators };
}
