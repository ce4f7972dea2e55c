import { apolloErrors } from './apollo-registry.js';
import type { ErrorDefinition } from './error-definition.js';

/**
 * Every error code a client may ever see, sorted by who raises it.
 *
 * A code is a promise to clients: add freely, never rename, never change the HTTP status of an old one.
 * Negative case: an error whose code is not a key of this object leaves the product as `INTERNAL_SERVER_ERROR`.
 */
export const errorRegistry = {
  ...apolloErrors,
  UNAUTHENTICATED: {
    httpStatus: 401,
    meaning: 'You are not signed in.',
    remedy: 'Sign in, and send the access token as a bearer token.',
    source: 'hub',
  },
  TOKEN_EXPIRED: {
    httpStatus: 401,
    meaning: 'The access token has expired.',
    remedy: 'Refresh the session and repeat the request with the new access token.',
    source: 'hub',
  },
  TOKEN_INVALID: {
    httpStatus: 401,
    meaning: 'The access token is not one of ours, or was changed.',
    remedy: 'Sign in again.',
    source: 'hub',
  },
  SESSION_ENDED: {
    httpStatus: 401,
    meaning: 'The session has ended: signed out, expired, or its account was deactivated.',
    remedy: 'Sign in again.',
    source: 'hub',
  },
  FORBIDDEN: {
    httpStatus: 403,
    meaning: 'Your role or plan does not allow this.',
    remedy: 'Ask an administrator of your team for the permission.',
    source: 'hub',
  },
  MEMBERSHIP_ENDED: {
    httpStatus: 403,
    meaning: 'You are no longer a member of this team.',
    remedy: 'Sign in again and choose another team.',
    source: 'hub',
  },
  TENANT_CONTEXT_MISSING: {
    httpStatus: 403,
    meaning: 'This belongs to a team, and the request is not made for one.',
    remedy: 'Sign in with a team selected.',
    source: 'hub',
  },
  NOT_FOUND: {
    httpStatus: 404,
    meaning: 'There is no such thing, or you may not see it.',
    remedy: 'Check the id.',
    source: 'hub',
  },
  CONFLICT: {
    httpStatus: 409,
    meaning: 'It has changed, or exists, since you last looked.',
    remedy: 'Load it again and repeat the change.',
    source: 'hub',
  },
  IDEMPOTENCY_KEY_REUSED: {
    httpStatus: 409,
    meaning: 'The idempotency key was already used for a different request.',
    remedy: 'Use a new key for a new request.',
    source: 'hub',
  },
  METHOD_NOT_ALLOWED: {
    httpStatus: 405,
    meaning: 'This address does not take requests of this method.',
    remedy: 'Use one of the methods in the allow header.',
    source: 'hub',
  },
  REQUEST_TIMEOUT: {
    httpStatus: 408,
    meaning: 'The request did not arrive in time.',
    remedy: 'Send the whole request at once, and try again.',
    source: 'hub',
  },
  PAYLOAD_TOO_LARGE: {
    httpStatus: 413,
    meaning: 'The request is larger than is accepted.',
    remedy: 'Send less at once.',
    source: 'hub',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    httpStatus: 415,
    meaning: 'The body is of a type, a charset or a compression that is not read here.',
    remedy: 'Send plain JSON in UTF-8 with a content-type of application/json.',
    source: 'hub',
  },
  RANGE_NOT_SATISFIABLE: {
    httpStatus: 416,
    meaning: 'The file has no such range of bytes.',
    remedy: 'Read the size in the content-range header and ask for a range within it.',
    source: 'hub',
  },
  HEADERS_TOO_LARGE: {
    httpStatus: 431,
    meaning: 'The headers of the request are larger than is accepted.',
    remedy: 'Send fewer or shorter headers.',
    source: 'hub',
  },
  OPERATION_TOO_COMPLEX: {
    httpStatus: 400,
    meaning: 'The operation is deeper, wider or costlier than this client may send.',
    remedy: 'Ask for fewer fields, aliases or list items, or split the operation.',
    source: 'hub',
  },
  UPGRADE_REQUIRED: {
    httpStatus: 426,
    meaning: 'This version of the application is no longer supported.',
    remedy: 'Update the application.',
    source: 'hub',
  },
  QUOTA_EXCEEDED: {
    httpStatus: 429,
    meaning: 'The allowance of your plan is used up.',
    remedy: 'Wait for the next period or change the plan.',
    source: 'hub',
  },
  RATE_LIMITED: {
    httpStatus: 429,
    meaning: 'Too many requests in a short time.',
    remedy: 'Wait the number of seconds given and try again.',
    source: 'hub',
  },
  SUBGRAPH_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'A part of the service cannot be reached at the moment.',
    remedy: 'Use the rest of the answer and try again shortly.',
    source: 'hub',
  },
  SUBGRAPH_TIMEOUT: {
    httpStatus: 504,
    meaning: 'A part of the service did not answer in time.',
    remedy: 'Use the rest of the answer and try again shortly.',
    source: 'hub',
  },
  SERVICE_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'The service cannot take this request at the moment.',
    remedy: 'Try again after the number of seconds given.',
    source: 'hub',
  },
  IDENTITY_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'Who is asking cannot be checked at the moment.',
    remedy: 'Keep the access token and try again after the number of seconds given; signing in again does not help.',
    source: 'hub',
  },
  DATABASE_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'The data cannot be reached at the moment; nothing was changed.',
    remedy: 'Try again shortly.',
    source: 'hub',
  },
  OUTCOME_UNKNOWN: {
    httpStatus: 503,
    meaning: 'The connection broke while the change was being saved: it may have been made or not.',
    remedy:
      'Repeat the request with the same idempotency key; without one, wait a few seconds and load the data to see whether the change was made.',
    source: 'hub',
  },
  RESULT_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'The result cannot be read at the moment; changes of this request may have been made.',
    remedy: 'Load the data shortly to see which changes were made; repeat only those that were not.',
    source: 'hub',
  },
  DOCUMENT_STORE_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'Summaries and documents cannot be reached at the moment.',
    remedy: 'Use the rest of the answer and try again shortly.',
    source: 'hub',
  },
  IMPORT_SOURCE_UNREADABLE: {
    httpStatus: 400,
    meaning: 'The source to import cannot be opened or read to its end.',
    remedy: 'Check the address and that it is readable, then run the import again; nothing is doubled.',
    source: 'hub',
  },
  IMPORT_FORMAT_UNSUPPORTED: {
    httpStatus: 400,
    meaning: 'The source is none of the formats that can be imported.',
    remedy: 'Supply OCDS release packages, record packages, releases or JSON Lines, plain or gzipped.',
    source: 'hub',
  },
  FIELD_UNREADABLE: {
    httpStatus: 500,
    meaning: 'A stored value was encrypted with a key that is not available.',
    remedy: 'Enter the value again, or have the operator bring back the encryption key. Other fields are not affected.',
    source: 'hub',
  },
  CONFIGURATION_INVALID: {
    httpStatus: 500,
    meaning: 'The service was started with settings or a schema that it cannot serve safely.',
    remedy: 'Read the log of the start: it names every setting or coordinate that is wrong.',
    source: 'hub',
  },
  IMPORT_RELEASE_INVALID: {
    httpStatus: 400,
    meaning: 'A release lacks what every release must have and was put in quarantine.',
    remedy: 'Read the reason beside the quarantined release and ask the publisher to correct it.',
    source: 'hub',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;

/** A code that exists in {@link errorRegistry}. */
export type ErrorCode = keyof typeof errorRegistry;

/**
 * Says whether a value is a registered code.
 *
 * Own keys only: `constructor` and `__proto__` are no codes. Never throws; anything but a string is `false`.
 */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorRegistry, value);
}

/** The HTTP status for a code; 500 for an unregistered one. */
export function httpStatusOf(code: unknown): number {
  return isErrorCode(code) ? errorRegistry[code].httpStatus : 500;
}
