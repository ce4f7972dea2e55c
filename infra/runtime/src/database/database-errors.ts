import { types } from 'node:util';
import { HubError, isErrorCode } from '../errors/errors.js';

/** True when a write met a unique index. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, 'P2002', '23505');
}

/** True when a write named a row that does not exist, or that another team owns. */
export function isForeignKeyViolation(error: unknown): boolean {
  return hasCode(error, 'P2003', '23503');
}

/** Whether a call of Prisma failed with its code, or a raw statement with that of the server. */
function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return [codeOf(error), codeBehindRaw(error)].some((code) => code !== null && codes.includes(code));
}

const unreachable = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P03',
  '53300',
]);
const unreachableKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
const unreachableText =
  /timeout exceeded when trying to connect|Connection terminated|Server has closed the connection|is not queryable/i;

/**
 * What a caller should see of a database failure: `DATABASE_UNAVAILABLE` when the server could not
 * be reached, our own errors as they were thrown inside the driver, anything else unchanged.
 */
export function translateDatabaseError(error: unknown): unknown {
  for (const cause of causesOf(error)) {
    if (cause instanceof HubError) return cause;
    const own = asHubError(cause);
    if (own !== null) return own;
    if (
      codesIn(cause).some((code) => unreachable.has(code)) ||
      isUnreachableRaw(cause) ||
      unreachableText.test(cause.message)
    ) {
      return unavailable(error);
    }
  }
  return error;
}

/** Every code that a failure carries: the driver's, Prisma's and the server's. */
export function databaseCodesOf(error: unknown): string[] {
  return causesOf(error).flatMap(codesIn);
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  // Errors of Node's own core come from another realm under some test runners, where `instanceof` fails.
  for (let cause: unknown = error; types.isNativeError(cause); cause = cause.cause) causes.push(cause);
  return causes;
}

function codesIn(cause: Error): string[] {
  return [codeOf(cause), codeBehindRaw(cause)].filter((code) => code !== null);
}

/** The database was not reached, and nothing was changed. */
export function unavailable(cause: unknown): HubError {
  return new HubError('DATABASE_UNAVAILABLE', 'The database cannot be reached. Try again shortly.', {
    cause,
    retryAfterSeconds: 5,
  });
}

/** Prisma copies the code of an error of ours into one of its own, and its text behind a text of its own. */
function asHubError(error: Error): HubError | null {
  const code = codeOf(error);
  if (!isErrorCode(code)) return null;
  return new HubError(code, error.message.trimEnd().split('\n').at(-1) ?? '', { cause: error });
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function isUnreachableRaw(error: unknown): boolean {
  const kind = textIn(adapterCauseOf(error), 'kind');
  return kind !== null && unreachableKinds.has(kind);
}

function codeBehindRaw(error: unknown): string | null {
  return textIn(adapterCauseOf(error), 'originalCode');
}

/** Of a raw statement Prisma says only that it failed (P2010); why is in `meta.driverAdapterError.cause`. */
function adapterCauseOf(error: unknown): unknown {
  return ['meta', 'driverAdapterError', 'cause'].reduce(
    (value: unknown, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : null),
    error,
  );
}

function textIn(value: unknown, key: string): string | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' ? found : null;
}
