import { HubError, type ErrorCode } from '../errors/errors.js';

/** Why an access token that was sent does not speak for anyone. */
export const tokenRefusals = ['expired', 'invalid', 'ended', 'left'] as const;

/** One of the reasons. `ended`: the token is good, and its session is over; `left`: so is the membership. */
export type TokenRefusal = (typeof tokenRefusals)[number];

const errors: Readonly<Record<TokenRefusal, { readonly code: ErrorCode; readonly message: string }>> = {
  expired: { code: 'TOKEN_EXPIRED', message: 'The access token has expired. Refresh the session.' },
  invalid: { code: 'TOKEN_INVALID', message: 'The access token is not valid. Sign in again.' },
  ended: { code: 'SESSION_ENDED', message: 'This session has ended. Sign in again.' },
  left: { code: 'MEMBERSHIP_ENDED', message: 'You no longer belong to this team.' },
};

/** The error for a token that was refused. */
export function tokenError(refusal: TokenRefusal, cause?: unknown): HubError {
  const { code, message } = errors[refusal];
  return new HubError(code, message, { cause });
}

/** The reason behind an error of {@link tokenError}; null for any other code. */
export function refusalOf(code: unknown): TokenRefusal | null {
  return tokenRefusals.find((refusal) => errors[refusal].code === code) ?? null;
}
