import { HubError, httpStatusOf, maskError } from '@hub/runtime/errors';
import type { FastifyReply } from 'fastify';

/** The media type of GraphQL over HTTP, for clients that ask for it; else plain JSON. */
export function mediaTypeFor(accept: string | undefined): string {
  const wantsNew = accept !== undefined && accept.includes('application/graphql-response+json');
  return `${wantsNew ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`;
}

/** How an error is answered before GraphQL runs. */
export interface SendErrorOptions {
  readonly reply: FastifyReply;
  readonly error: unknown;
  readonly requestId: string;
  readonly accept: string | undefined;
  readonly onMasked?: (error: unknown) => void;
}

/** Answers with a GraphQL error body, the registered status of its code and no text of ours. */
export function sendError({ reply, error, requestId, accept, onMasked }: SendErrorOptions): FastifyReply {
  const known = error instanceof HubError ? error : fromFastify(error);
  // Every refused sign-in reads the same, to the byte, so the id is in the header only.
  const withId = known.code === 'UNAUTHENTICATED' ? {} : { requestId };
  const masked = maskError({ message: known.message }, known, { ...withId, ...(onMasked && { onMasked }) });
  const status = errorStatus(error) ?? httpStatusOf(known.code);
  if (status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"');
  if (known.retryAfterSeconds !== undefined) reply.header('retry-after', String(known.retryAfterSeconds));
  return reply
    .code(status)
    .header('content-type', mediaTypeFor(accept))
    .header('cache-control', 'no-store')
    .send(JSON.stringify({ errors: [masked] }));
}

function fromFastify(error: unknown): HubError {
  const status = errorStatus(error);
  if (status === 413) return new HubError('PAYLOAD_TOO_LARGE');
  if (status === 415)
    return new HubError('BAD_REQUEST', 'The content-type must be application/json.', { cause: error });
  if (status !== undefined && status < 500)
    return new HubError('BAD_REQUEST', 'The request body is not valid JSON.', { cause: error });
  return new HubError('INTERNAL_SERVER_ERROR', undefined, { cause: error });
}

function errorStatus(error: unknown): number | undefined {
  if (error instanceof HubError || !(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
