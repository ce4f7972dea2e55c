import type { MutationResolvers } from '../../../../types.generated.js';
import { refreshSession as refresh } from '../../session.service.js';

export const refreshSession: NonNullable<MutationResolvers['refreshSession']> = async (_parent, args, context) => {
  const outcome = await refresh(context, args.input.refreshToken);
  return outcome.kind === 'tokens'
    ? { __typename: 'SessionTokens', ...outcome.tokens }
    : {
        __typename: 'SessionEnded',
        code: 'SESSION_ENDED',
        path: null,
        message: 'This session is over. Sign in again.',
      };
};
