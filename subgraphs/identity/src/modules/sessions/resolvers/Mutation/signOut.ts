import type { MutationResolvers } from '../../../../types.generated.js';
import { signOut as endSession } from '../../session.service.js';

export const signOut: NonNullable<MutationResolvers['signOut']> = async (_parent, _args, context) =>
  (await endSession(context))
    ? { __typename: 'SignOutSuccess', signedOut: true }
    : { __typename: 'SessionEnded', code: 'SESSION_ENDED', path: null, message: 'This session was already over.' };
