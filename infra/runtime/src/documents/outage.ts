import { types } from 'node:util';
import { withDeadline } from '../circuit/deadline.js';
import { HubError } from '../errors/errors.js';

/** Raised when the store has not answered within the time an operation may take. */
export class StoreDeadlineError extends Error {
  override readonly name = 'StoreDeadlineError';
}

const outageNames =
  /^(?:StoreDeadlineError|CircuitOpenError|MongooseServerSelectionError|Mongo(?:ServerSelection|Network|NetworkTimeout|NotConnected|TopologyClosed|PoolCleared|PoolClosed|WaitQueueTimeout|ClientClosed|OperationTimeout)Error)$/u;

/** Codes of a server that is starting, stopping or not the primary. */
const outageCodes = new Set<unknown>([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Errors of Node's own core come from another realm under some test runners, where `instanceof` fails. */
function isError(error: unknown): error is Error {
  return types.isNativeError(error);
}

/** A socket's own error, such as ECONNRESET, which the driver does not always wrap. */
function isSystemCode(code: unknown): boolean {
  return typeof code === 'string' && /^E[A-Z]{3,}$/u.test(code);
}

/** True for errors that mean the store is away, as opposed to a refused or faulty operation. */
export function isStoreOutage(error: unknown): boolean {
  if (!isError(error)) return false;
  if (outageNames.test(error.name)) return true;
  if (error.name === 'MongooseError' && error.message.includes('initial connection')) return true;
  if ('code' in error && (outageCodes.has(error.code) || isSystemCode(error.code))) return true;
  return error.cause !== undefined && isStoreOutage(error.cause);
}

/** True when a write met a document with the same `_id` or unique key. */
export function isDuplicateKey(error: unknown): boolean {
  return isError(error) && 'code' in error && error.code === 11_000;
}

/** Our error for what the store threw; errors of our own pass unchanged. */
export function translateStoreError(error: unknown): unknown {
  if (error instanceof HubError) return error;
  const isTooSlow = isError(error) && 'code' in error && error.code === 50;
  if (isStoreOutage(error) || isTooSlow)
    return new HubError('DOCUMENT_STORE_UNAVAILABLE', undefined, { cause: error, retryAfterSeconds: 2 });
  if (isDuplicateKey(error)) return new HubError('CONFLICT', 'A document with this key exists.', { cause: error });
  if (isError(error) && /^(?:CastError|StrictModeError|ValidationError|ObjectParameterError)$/u.test(error.name)) {
    return new HubError('BAD_USER_INPUT', 'A value does not fit the document.', { cause: error });
  }
  return error;
}

/** Gives up on work of the store after a time; see `circuit/deadline.ts`. */
export function withinTime<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  return withDeadline(timeoutMs, work, () => new StoreDeadlineError('The store did not answer in time.'));
}
