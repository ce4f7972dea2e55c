/** Something was tried too often. */
export interface TooManyAttempts {
  readonly __typename: 'TooManyAttempts';
  readonly code: 'TOO_MANY_ATTEMPTS';
  readonly path: null;
  readonly message: string;
  readonly retryAfterSeconds: number;
}

/** @param what - a sentence: `Too many sign-ins were tried.` */
export function tooManyAttempts(what: string, retryAfterSeconds: number): TooManyAttempts {
  const message = `${what} Try again in ${retryAfterSeconds} seconds.`;
  return { __typename: 'TooManyAttempts', code: 'TOO_MANY_ATTEMPTS', path: null, message, retryAfterSeconds };
}
