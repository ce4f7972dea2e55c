import { isHubError } from './hub-error.js';
import type { ErrorCode } from './registry.js';

/** A store or a subgraph is away. */
const codes: ReadonlySet<ErrorCode> = new Set([
  'DATABASE_UNAVAILABLE',
  'DOCUMENT_STORE_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
]);

/**
 * True for a code that says only that a store or a subgraph is away. Its watch says so once and counts, so the log leaves
 * out the line that every request would add.
 */
export function isOutageCode(code: ErrorCode): boolean {
  return codes.has(code);
}

/** True for an error with such a code. */
export function isOutage(error: unknown): boolean {
  return isHubError(error) && isOutageCode(error.code);
}
