import { HubError } from '@hub/runtime/errors';
import { z } from 'zod';
import type { MutationResolvers } from '../../../../types.generated.js';
import { signIn as signInToTeam } from '../../session.service.js';

const input = z.object({
  team: z.string().min(1).max(63),
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(1024),
});

export const signIn: NonNullable<MutationResolvers['signIn']> = async (_parent, args, context) => {
  const parsed = input.safeParse(args.input);
  if (!parsed.success) {
    throw new HubError('BAD_USER_INPUT', 'Give a team, an e-mail address and a password of at most 1024 characters.');
  }
  const outcome = await signInToTeam(context, parsed.data);
  switch (outcome.kind) {
    case 'tokens':
      return { __typename: 'SessionTokens', ...outcome.tokens };
    case 'invalid':
      return {
        __typename: 'InvalidCredentials',
        code: 'INVALID_CREDENTIALS',
        path: null,
        message: 'Team, e-mail and password do not fit together.',
      };
    case 'throttled':
      return {
        __typename: 'TooManyAttempts',
        code: 'TOO_MANY_ATTEMPTS',
        path: null,
        message: `Too many sign-ins were tried. Try again in ${outcome.retryAfterSeconds} seconds.`,
        retryAfterSeconds: outcome.retryAfterSeconds,
      };
  }
};
