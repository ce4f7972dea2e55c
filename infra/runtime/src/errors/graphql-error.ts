import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { HubError } from './hub-error.js';
import { errorRegistry, isErrorCode, type ErrorCode } from './registry.js';
import { describesInternals, safeDetails, shortened, withoutSuggestion } from './safe-text.js';

/** Codes that others raise, and what they mean in our registry. */
const aliases: Readonly<Record<string, ErrorCode>> = { DOWNSTREAM_SERVICE_ERROR: 'SUBGRAPH_UNAVAILABLE' };

/** A name that stands in a document a thousand times is wrong in a thousand places. */
const locationsMax = 5;

const requestIdShape = /^[\w.:-]{1,128}$/u;

/** How {@link maskError} treats one error. */
export interface MaskOptions {
  /** Put into `extensions.requestId`. Without it a well-formed id already on the error is kept. */
  readonly requestId?: string;
  /** Cut "Did you mean ..." from messages. Default true; false suits a development profile with introspection. */
  readonly hideSuggestions?: boolean;
  /** Called with the original error whenever clients do not get its text, so that the log still has it. Must not throw. */
  readonly onMasked?: (error: unknown, code: ErrorCode) => void;
}

/**
 * The error a client may see, made from any error a client may cause; the body of Apollo's `formatError`.
 *
 * Keeps `locations`, `path` and a registered `code`, adds the request id, and drops every other extension. The
 * message stays, at most 300 characters of it, for codes below 500 when it names no internals; else the registry's
 * sentence takes its place.
 * Never throws. Negative case: an error without a registered code becomes `INTERNAL_SERVER_ERROR` with generic text.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  options: MaskOptions = {},
): GraphQLFormattedError {
  const thrown = unwrap(error);
  const extensions = formatted.extensions ?? {};
  const code = codeOf(thrown, extensions);
  const definition = errorRegistry[code];
  const isOurFault = definition.httpStatus >= 500;
  const text = options.hideSuggestions === false ? formatted.message : withoutSuggestion(formatted.message);
  const withheld = isOurFault || text === '' || describesInternals(text);
  if (withheld) options.onMasked?.(thrown, code);
  return {
    message: withheld ? definition.meaning : shortened(text),
    ...(formatted.locations && { locations: formatted.locations.slice(0, locationsMax) }),
    ...(formatted.path && { path: formatted.path }),
    extensions: {
      code,
      ...requestIdOf(options.requestId ?? extensions['requestId']),
      ...retryAfterOf(thrown, extensions),
      ...(isOurFault ? {} : detailsOf(thrown, extensions)),
    },
  };
}

/**
 * Turns anything thrown into a `GraphQLError` that is already safe to send, for answers made outside Apollo
 * (in-process execution, HTTP errors before GraphQL). The original is kept as `originalError` for the log.
 */
export function toGraphQLError(error: unknown, requestId: string): GraphQLError {
  const source = error instanceof GraphQLError ? error : undefined;
  const message = error instanceof Error ? error.message : '';
  const masked = maskError(source?.toJSON() ?? { message }, error, { requestId });
  return new GraphQLError(masked.message, {
    nodes: source?.nodes ?? null,
    source: source?.source ?? null,
    positions: source?.positions ?? null,
    path: source?.path ?? null,
    originalError: error instanceof Error ? error : new Error('A value that is no error was thrown.', { cause: error }),
    extensions: masked.extensions ?? {},
  });
}

/** The error that a resolver threw, from under the wrappers that GraphQL puts round it. */
function unwrap(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 10 && current instanceof GraphQLError && current.originalError; depth += 1) {
    current = current.originalError;
  }
  return current;
}

function codeOf(thrown: unknown, extensions: Readonly<Record<string, unknown>>): ErrorCode {
  if (thrown instanceof HubError) return thrown.code;

  const code = extensions['code'];
  if (isErrorCode(code)) return code;
  return (
    (typeof code === 'string' && Object.hasOwn(aliases, code) ? aliases[code] : undefined) ?? 'INTERNAL_SERVER_ERROR'
  );
}

function requestIdOf(requestId: unknown): { requestId?: string } {
  return typeof requestId === 'string' && requestIdShape.test(requestId) ? { requestId } : {};
}

function retryAfterOf(thrown: unknown, extensions: Readonly<Record<string, unknown>>): { retryAfterSeconds?: number } {
  const seconds = thrown instanceof HubError ? thrown.retryAfterSeconds : extensions['retryAfterSeconds'];
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0
    ? { retryAfterSeconds: Math.ceil(seconds) }
    : {};
}

function detailsOf(thrown: unknown, extensions: Readonly<Record<string, unknown>>): { details?: unknown } {
  const details = safeDetails(thrown instanceof HubError ? thrown.details : extensions['details']);
  return details === undefined ? {} : { details };
}
