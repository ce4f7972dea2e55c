import type { GraphQLFormattedError } from 'graphql';
import { HubError, httpStatusOf, maskError } from '../errors/errors.js';

/** An error as HTTP says it, wherever in the product it is answered. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** One shape for the graph and for everything beside it. */
  readonly errors: readonly GraphQLFormattedError[];
  /** The errors as a body. */
  readonly body: string;
}

/** What an error answer is made with. */
export interface ErrorAnswerOptions {
  readonly requestId: string;
  /** The client's `accept`: those who know the newer media type of GraphQL get it. */
  readonly accept?: string | undefined;
  /** Called with the original of an error whose text clients do not get. */
  readonly onMasked?: ((error: unknown) => void) | undefined;
}

/** The answer to anything thrown: the registered status of its code, and no text of ours. */
export function errorAnswerOf(error: unknown, { requestId, accept, onMasked }: ErrorAnswerOptions): ErrorAnswer {
  const known = error instanceof HubError ? error : fromFastify(error);
  // Every refused sign-in reads the same, to the byte, so the id is in the header only.
  const withId = known.code === 'UNAUTHENTICATED' ? {} : { requestId };
  const masked = maskError({ message: known.message }, known, { ...withId, ...(onMasked && { onMasked }) });
  const status = httpStatusOf(known.code);
  return {
    status,
    headers: {
      'content-type': mediaTypeFor(accept),
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer error="invalid_token"' }),
      ...(status === 415 && { 'accept-encoding': 'identity' }),
      ...(known.retryAfterSeconds !== undefined && { 'retry-after': String(known.retryAfterSeconds) }),
    },
    errors: [masked],
    body: JSON.stringify({ errors: [masked] }),
  };
}

function mediaTypeFor(accept: string | undefined): string {
  const wantsNew = accept !== undefined && accept.includes('application/graphql-response+json');
  return `${wantsNew ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`;
}

/** What fastify, or Node below it, says of a request that it could not read. */
function fromFastify(error: unknown): HubError {
  const status = statusOf(error);
  const options = { cause: error };
  switch (status) {
    case 408:
      return new HubError('REQUEST_TIMEOUT', undefined, options);
    case 413:
      return new HubError('PAYLOAD_TOO_LARGE', undefined, options);
    case 414:
      return new HubError('NOT_FOUND', nothingHere, options);
    case 415:
      return new HubError('UNSUPPORTED_MEDIA_TYPE', 'The content-type must be application/json.', options);
    case 431:
      return new HubError('HEADERS_TOO_LARGE', undefined, options);
  }
  if (status !== undefined && status < 500)
    return new HubError(
      'BAD_REQUEST',
      isBadAddress(error) ? unreadableAddress : 'The request is not valid JSON.',
      options,
    );
  return new HubError('INTERNAL_SERVER_ERROR', undefined, options);
}

/** What is said where no route is. */
export const nothingHere = 'There is nothing at this address.';

/** What is said of an address that is no text. */
export const unreadableAddress =
  'The address must be percent-encoded UTF-8 without NUL. Encode each part of it, such as with encodeURIComponent.';

function isBadAddress(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_ERR_BAD_URL';
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
