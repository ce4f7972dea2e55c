import type { GraphQLFormattedError } from 'graphql';
import { HubError, httpStatusOf, maskError, type ErrorCode } from '../errors/errors.js';

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

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'NOT_FOUND',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};

/** What fastify, or Node below it, says of a request that it could not read. */
function fromFastify(error: unknown): HubError {
  const status = statusOf(error) ?? 500;
  const code = codeOfStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
  return new HubError(code, messageOf(code, error), { cause: error });
}

function messageOf(code: ErrorCode, error: unknown): string | undefined {
  if (code === 'NOT_FOUND') return nothingHere;
  if (code === 'UNSUPPORTED_MEDIA_TYPE') return 'The content-type must be application/json.';
  if (code !== 'BAD_REQUEST') return undefined;
  const isBadAddress = error instanceof Error && 'code' in error && error.code === 'FST_ERR_BAD_URL';
  return isBadAddress ? unreadableAddress : 'The request body is not valid JSON.';
}

/** What is said where no route is. */
export const nothingHere = 'There is nothing at this address.';

/** What is said of an address that is no text. */
export const unreadableAddress =
  'The address must be percent-encoded UTF-8 without NUL. Encode each part of it, such as with encodeURIComponent.';

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
