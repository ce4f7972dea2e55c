import { HubError } from './hub-error.js';

/** One thing that is wrong with what a client sent. */
export interface InputFault {
  /** From the root of what was sent: `['filter', 'value', 'min']`. */
  readonly path: readonly string[];
  readonly code: 'BAD_USER_INPUT';
  readonly message: string;
}

/** What is wrong at one place. */
export function inputFault(path: readonly string[], message: string): InputFault {
  return { path, code: 'BAD_USER_INPUT', message };
}

/** `BAD_USER_INPUT` for one argument, with the problem in the shape that all such errors have. */
export function badInput(path: readonly string[], message: string): HubError {
  return new HubError('BAD_USER_INPUT', message, { details: { problems: [inputFault(path, message)] } });
}
