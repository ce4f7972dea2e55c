import { refusalOf, type Actor } from '@hub/runtime/auth';
import { httpStatusOf } from '@hub/runtime/errors';
import type { GraphQLFormattedError } from 'graphql';

/** What is said in the header of every answer to a token that does not count, also where none was needed. */
export const badTokenHeader = 'Bearer error="invalid_token"';

/** True when a token was sent that does not count. */
export function hasBadToken(actor: Actor): boolean {
  return actor.kind === 'anonymous' && actor.refusal !== undefined;
}

/**
 * The HTTP status of an answer in which nothing was done because of the token, so that clients that look at the status
 * alone know to refresh; null when any root field was answered.
 */
export function statusOfRefusal(
  data: Readonly<Record<string, unknown>> | null | undefined,
  errors: readonly GraphQLFormattedError[],
): number | null {
  const refused = errors.filter(({ extensions }) => refusalOf(extensions?.['code']) !== null);
  const [first] = refused;
  if (first === undefined || refused.length < errors.length) return null;
  const fields = new Set(refused.filter(({ path }) => path?.length === 1).map(({ path }) => path?.[0]));
  const isWhole = Object.keys(data ?? {}).every((field) => fields.has(field));
  return isWhole ? httpStatusOf(first.extensions?.['code']) : null;
}
