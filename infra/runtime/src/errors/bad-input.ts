import { HubError } from './hub-error.js';
import type { ErrorCode } from './registry.js';

/** One thing that is wrong with what a client sent. */
export interface InputFault {
  /** From the root of what was sent: `['filter', 'value', 'min']`. */
  readonly path: readonly string[];
  readonly code: ErrorCode;
  readonly message: string;
}

/** What is wrong at one place. */
export function inputFault(path: readonly string[], message: string, code: ErrorCode = 'BAD_USER_INPUT'): InputFault {
  return { path, code, message };
}

/** `BAD_USER_INPUT` for one argument or several, with the problem in the shape that all such errors have. */
export function badInput(path: readonly string[], message: string, ...others: readonly string[][]): HubError {
  const problems = [path, ...others].map((place) => inputFault(place, message));
  return new HubError('BAD_USER_INPUT', message, { details: { problems } });
}

const wrongValues = new WeakMap<HubError, string>();

/** `BAD_USER_INPUT` for a text that somebody sent somewhere; where, {@link placed} finds out. */
export function wrongValue(value: string, message: string): HubError {
  const error = badInput([], message);
  wrongValues.set(error, value);
  return error;
}

/** The error with the path of the wrong value among the arguments of a field; anything else thrown as it is. */
export function placed(thrown: unknown, args: Readonly<Record<string, unknown>>): unknown {
  const value = thrown instanceof HubError ? wrongValues.get(thrown) : undefined;
  if (value === undefined || !(thrown instanceof HubError)) return thrown;
  const path = pathTo(value, args);
  return path === null ? thrown : badInput(path, thrown.message);
}

function pathTo(value: string, within: unknown): string[] | null {
  if (within === value) return [];
  if (typeof within !== 'object' || within === null) return null;
  for (const [key, entry] of Object.entries(within)) {
    const rest = pathTo(value, entry);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}
