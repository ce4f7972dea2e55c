/** Kinds of expected errors, and of what is wrong with one field; the enum `ErrorCode` of the graph names each. */
export type UserErrorCode =
  | 'ALREADY_EXISTS'
  | 'CONFLICT'
  | 'ENDED'
  | 'INACTIVE'
  | 'INVALID_INPUT'
  | 'INVALID_VALUE'
  | 'LIMIT_REACHED'
  | 'NAME_TAKEN'
  | 'NOT_FOUND'
  | 'NOT_IN_TEAM'
  | 'OUT_OF_RANGE'
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT';

/** One thing that is wrong with an input, beside the field that a form shows it at. */
export interface InputProblem {
  /** From the root of the input: `['filter', 'value', 'min']`. */
  path: string[];
  code: UserErrorCode;
  /** A sentence for the person who typed it. */
  message: string;
}

/** Answers of mutations that every module needs. Each is a type of the graph with the same name. */
export interface InvalidInput {
  readonly __typename: 'InvalidInput';
  readonly code: 'INVALID_INPUT';
  readonly message: string;
  /** That of the first problem. */
  readonly path: string[];
  /** All that is wrong, at least one. */
  readonly problems: InputProblem[];
}

export interface NotFound {
  readonly __typename: 'NotFound';
  readonly code: 'NOT_FOUND';
  readonly message: string;
  readonly path: string[];
}

export interface LimitReached {
  readonly __typename: 'LimitReached';
  readonly code: 'LIMIT_REACHED';
  readonly message: string;
  readonly path: null;
  readonly max: number;
  readonly used: number;
}

/** The input is not accepted, and nothing was changed. */
export function invalidInput(...problems: readonly [InputProblem, ...InputProblem[]]): InvalidInput {
  return {
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    message: problems.map(({ message }) => message).join(' '),
    path: problems[0].path,
    problems: [...problems],
  };
}

/** The input is not accepted because of one field; a path is written with dots: `filter.value.min`. */
export function invalidField(path: string, message: string, code: UserErrorCode = 'INVALID_VALUE'): InvalidInput {
  return invalidInput({ path: path.split('.'), code, message });
}

/**
 * No row has this id, or one of another team, which is the same answer.
 * @param message - always the same for one kind of thing: `There is no saved search with this id.`
 */
export function notFound(message: string, path: string = 'id'): NotFound {
  return { __typename: 'NotFound', code: 'NOT_FOUND', message, path: path.split('.') };
}

/** The team has as many as its plan allows. */
export function limitReached(message: string, { max, used }: { max: number; used: number }): LimitReached {
  return { __typename: 'LimitReached', code: 'LIMIT_REACHED', message, path: null, max, used };
}

/** Somebody, perhaps the same person in another tab, changed the row after the version given was read. */
export interface Conflict<Name extends string, Row> {
  readonly __typename: Name;
  readonly code: 'CONFLICT';
  readonly message: string;
  readonly path: string[];
  /** The row as it is now: show it, and repeat the change on its version. */
  readonly current: Row;
}

/** @param what - the row, as people call it: `saved search`. */
export function conflictWith<Name extends string, Row extends { readonly version: number }>(
  typeName: Name,
  what: string,
  current: Row,
): Conflict<Name, Row> {
  const message = `This ${what} has changed since you read it and is at version ${current.version} now. Look at it and try again.`;
  return { __typename: typeName, code: 'CONFLICT', message, path: ['expectedVersion'], current };
}
